import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { checkout, send } from "../support/send.js";

describe("the emulator's endpoint that patches a group", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ now: () => 1 });
    await send(emulator, "POST", "/group", checkout);
  });
  afterEach(() => emulator.close());

  const patch = (...operations: readonly unknown[]) => send(emulator, "PATCH", "/groups/checkout", operations);
  const group = () => emulator.groups.get("checkout");
  const applicationKeys = () => group()?.applicationKeys;

  const refuses = async (status: number, code: string, ...operations: readonly unknown[]) => {
    const before = group();
    const reply = await patch(...operations);
    expect(reply.status, JSON.stringify(operations)).to.equal(status);
    expect(reply.body).to.include({ code });
    expect(group(), "unchanged").to.equal(before);
  };

  it("replaces the name, and returns the whole group", async () => {
    const { status, body } = await patch({ op: "replace", path: "/name", value: "Till" });
    expect(status).to.equal(200);
    expect(body).to.deep.equal({ ...checkout, name: "Till", createdAt: 1 });
    expect(group()).to.deep.equal(body);
  });

  it("sets, overwrites and removes the application keys", async () => {
    await patch({ op: "add", path: "/applicationKeys", value: ["web"] });
    expect(applicationKeys()).to.deep.equal(["web"]);
    await patch({ op: "replace", path: "/applicationKeys", value: ["tv"] });
    expect(applicationKeys()).to.deep.equal(["tv"]);
    await patch({ op: "remove", path: "/applicationKeys" });
    expect(group()).not.to.have.property("applicationKeys");
    await patch({ op: "add", path: "/applicationKeys", value: ["web"] });
    expect(applicationKeys()).to.deep.equal(["web"]);
  });

  it("stores an empty list and null as no application keys", async () => {
    for (const value of [[], null]) {
      await patch({ op: "add", path: "/applicationKeys", value });
      expect(group()).not.to.have.property("applicationKeys");
    }
  });

  it("changes single application keys by their index, and appends with -", async () => {
    await patch({ op: "add", path: "/applicationKeys/-", value: "tv" });
    await patch({ op: "add", path: "/applicationKeys/1", value: "desktop" });
    expect(applicationKeys()).to.deep.equal(["web", "desktop", "mobile", "tv"]);
    await patch(
      { op: "remove", path: "/applicationKeys/0" },
      { op: "replace", path: "/applicationKeys/0", value: "pc" },
    );
    expect(applicationKeys()).to.deep.equal(["pc", "mobile", "tv"]);
  });

  it("keeps the list if a patch empties it and adds to it again", async () => {
    await patch(
      { op: "remove", path: "/applicationKeys/0" },
      { op: "remove", path: "/applicationKeys/0" },
      { op: "add", path: "/applicationKeys/-", value: "tv" },
    );
    expect(applicationKeys()).to.deep.equal(["tv"]);
  });

  it("changes nothing for an empty patch", async () => {
    expect(await patch()).to.include({ status: 200 });
  });

  it("continues after a successful test of any field, and changes nothing after a failed test", async () => {
    const rename = { op: "replace", path: "/name", value: "Till" };
    await refuses(422, "patch_failed", rename, { op: "test", path: "/name", value: "Checkout" });
    await refuses(422, "patch_failed", { op: "test", path: "/key", value: "other" }, rename);
    const holds = { op: "test", path: "/applicationKeys", value: ["web", "mobile"] };
    expect(await patch(holds, { op: "test", path: "/key", value: "checkout" }, rename)).to.include({ status: 200 });
  });

  it("changes nothing if one of several operations fails", async () => {
    const rename = { op: "replace", path: "/name", value: "Till" };
    await refuses(422, "patch_failed", rename, { op: "remove", path: "/applicationKeys/2" });
    await refuses(400, "invalid_request", rename, { op: "replace", path: "/applicationKeys", value: [1] });
  });

  it("refuses to change the keys of the group and unknown fields", async () => {
    for (const path of ["/key", "/projectKey", "/environmentKey", "/createdAt", "/tags", "/name/0", ""]) {
      await refuses(422, "patch_failed", { op: "replace", path, value: "x" });
      await refuses(422, "patch_failed", { op: "add", path, value: "x" });
      await refuses(422, "patch_failed", { op: "remove", path });
    }
  });

  it("refuses to remove or replace an absent field", async () => {
    await patch({ op: "remove", path: "/applicationKeys" });
    await refuses(422, "patch_failed", { op: "remove", path: "/applicationKeys" });
    await refuses(422, "patch_failed", { op: "replace", path: "/applicationKeys", value: ["web"] });
    await refuses(422, "patch_failed", { op: "add", path: "/applicationKeys/-", value: "web" });
  });

  it("refuses indices that are invalid by RFC 6901 or out of range", async () => {
    for (const index of ["3", "01", "-1", "1e0", "x", ""]) {
      await refuses(422, "patch_failed", { op: "add", path: `/applicationKeys/${index}`, value: "tv" });
    }
    await refuses(422, "patch_failed", { op: "replace", path: "/applicationKeys/-", value: "tv" });
    await refuses(422, "patch_failed", { op: "remove", path: "/applicationKeys/2" });
  });

  it("refuses unknown and invalid operations", async () => {
    await refuses(422, "patch_failed", { op: "move", from: "/name", path: "/applicationKeys/0" });
    await refuses(422, "patch_failed", { op: "copy", from: "/name", path: "/applicationKeys/0" });
    await refuses(422, "patch_failed", { op: "merge", path: "/name", value: "Till" });
    await refuses(422, "patch_failed", { path: "/name", value: "Till" });
    await refuses(422, "patch_failed", { op: "replace", path: "/name" });
    await refuses(422, "patch_failed", { op: "replace", value: "Till" });
    await refuses(422, "patch_failed", { op: "replace", path: "name", value: "Till" });
    await refuses(422, "patch_failed", { op: "replace", path: "/name~2", value: "Till" });
    await refuses(422, "patch_failed", "replace");
  });

  it("unescapes the tokens of a JSON pointer", async () => {
    emulator.groups.set("checkout", { ...checkout, createdAt: 1, ...{ "a/b~1": 1 } });
    expect(await patch({ op: "test", path: "/a~1b~01", value: 1 })).to.include({ status: 200 });
    expect(await patch({ op: "test", path: "/__proto__", value: {} })).to.include({ status: 422 });
  });

  it("refuses a patch that makes the group invalid, with the reasons", async () => {
    await refuses(400, "invalid_request", { op: "remove", path: "/name" });
    await refuses(400, "invalid_request", { op: "replace", path: "/applicationKeys/0", value: 1 });
    const { body } = await patch({ op: "replace", path: "/name", value: "" });
    expect(body).to.deep.include({ errors: [{ attribute: "name", reason: "must not be empty" }] });
  });

  it("accepts only an array, and no expand parameter", async () => {
    for (const body of [{ name: "Till" }, { patch: [] }, "x", null]) {
      expect(await send(emulator, "PATCH", "/groups/checkout", body)).to.include({ status: 400 });
    }
    expect(await send(emulator, "PATCH", "/groups/checkout?expand=scores", [])).to.include({ status: 400 });
  });

  it("answers 404 for an unknown key", async () => {
    expect(await send(emulator, "PATCH", "/groups/absent", [])).to.include({ status: 404 });
  });

  it("silently ignores the paths in ignorePatch", async () => {
    emulator.behaviour.ignorePatch = ["/applicationKeys"];
    const { status, body } = await patch(
      { op: "replace", path: "/name", value: "Till" },
      { op: "add", path: "/applicationKeys", value: ["tv"] },
      { op: "remove", path: "/applicationKeys/0" },
    );
    expect(status).to.equal(200);
    expect(body).to.deep.equal({ ...checkout, name: "Till", createdAt: 1 });
  });

  it("refuses the paths in rejectPatch", async () => {
    emulator.behaviour.rejectPatch = ["/applicationKeys"];
    await refuses(422, "patch_failed", { op: "add", path: "/applicationKeys", value: ["tv"] });
    await refuses(422, "patch_failed", { op: "add", path: "/applicationKeys/-", value: "tv" });
  });
});
