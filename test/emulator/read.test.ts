import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { checkout, fill, send } from "../support/send.js";

describe("the emulator's endpoint of one group", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
    await send(emulator, "POST", "/group", checkout);
  });
  afterEach(() => emulator.close());

  it("returns the group without expansions by default", async () => {
    const { status, body } = await send(emulator, "GET", "/groups/checkout");
    expect(status).to.equal(200);
    expect(body).to.deep.equal(emulator.groups.get("checkout"));
  });

  it("expands scores and environment, alone or together", async () => {
    const fields = ["key", "name", "projectKey", "environmentKey", "applicationKeys", "createdAt"];
    const scores = await send(emulator, "GET", "/groups/checkout?expand=scores");
    expect(scores.body).to.have.all.keys(...fields, "scores", "scoreMetadata");
    const both = await send(emulator, "GET", "/groups/checkout?expand=scores,environment");
    expect(both.body).to.have.all.keys(...fields, "scores", "scoreMetadata", "environment");
  });

  it("shows an expanded environment with SDK keys that are obviously made up", async () => {
    const { body } = await send(emulator, "GET", "/groups/checkout?expand=environment");
    expect(body).to.have.nested.property("environment.key", "production");
    expect(body)
      .to.have.nested.property("environment.apiKey")
      .that.matches(/^sdk-emulator-/);
    expect(body)
      .to.have.nested.property("environment.mobileKey")
      .that.matches(/^mob-emulator-/);
    expect(body)
      .to.have.property("environment")
      .that.has.all.keys(
        ...["_id", "_links", "key", "name", "apiKey", "mobileKey", "color", "defaultTtl", "secureMode", "tags"],
        ...["defaultTrackEvents", "requireComments", "confirmChanges", "critical"],
      );
  });

  it("refuses an unknown, an empty and a repeated expansion", async () => {
    for (const query of ["expand=metadata", "expand=", "expand=scores,", "expand=scores&expand=environment", "x=1"]) {
      expect(await send(emulator, "GET", `/groups/checkout?${query}`), query).to.include({ status: 400 });
    }
  });

  it("returns changes by another user, including unknown fields", async () => {
    const changed = { ...checkout, name: "By hand", applicationKeys: null, createdAt: 1, owner: "someone" };
    emulator.groups.set("checkout", changed);
    expect((await send(emulator, "GET", "/groups/checkout")).body).to.deep.equal(changed);
  });

  it("answers 404 with a JSON error body for an unknown key", async () => {
    const { status, body } = await send(emulator, "GET", "/groups/absent");
    expect(status).to.equal(404);
    expect(body).to.include({ code: "not_found", message: "Unknown insight group key absent" });
  });

  it("decodes the key in the path", async () => {
    const key = "a b/c?d%é";
    await fill(emulator, key);
    expect((await send(emulator, "GET", `/groups/${encodeURIComponent(key)}`)).body).to.include({ key });
    expect(await send(emulator, "DELETE", `/groups/${encodeURIComponent(key)}`)).to.include({ status: 204 });
  });

  it("answers 400 to a key that is not percent-encoded correctly", async () => {
    expect(await send(emulator, "GET", "/groups/%E0%A4%A")).to.include({ status: 400 });
    expect(await send(emulator, "GET", "/groups/100%")).to.include({ status: 400 });
  });

  it("deletes a group once, with 204 and no body", async () => {
    const reply = await send(emulator, "DELETE", "/groups/checkout");
    expect(reply).to.include({ status: 204, body: undefined });
    expect(reply.headers.has("content-length")).to.equal(false);
    expect(emulator.groups.size).to.equal(0);
    const again = await send(emulator, "DELETE", "/groups/checkout");
    expect(again.status).to.equal(404);
    expect(again.body).to.include({ code: "not_found" });
  });
});
