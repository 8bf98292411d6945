import { request } from "node:http";
import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { headers, root, send } from "../support/send.js";

describe("the emulator", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  const refused = async (sent: Record<string, string>, path = "/groups") => {
    const { status, body } = await send(emulator, "GET", path, undefined, { headers: sent });
    return { status, code: (body as { readonly code: string }).code }; // every error body has a code
  };

  it("accepts the raw token with the beta header", async () => {
    expect(await send(emulator, "GET", "/groups")).to.include({ status: 200 });
  });

  it("answers 401 without a token, with an invalid token, and with Bearer before the token", async () => {
    const unauthorized = { status: 401, code: "unauthorized" };
    expect(await refused({ "LD-API-Version": "beta" })).to.deep.equal(unauthorized);
    expect(await refused({ ...headers, Authorization: "api-other" })).to.deep.equal(unauthorized);
    expect(await refused({ ...headers, Authorization: "Bearer api-emulator" })).to.deep.equal(unauthorized);
  });

  it("answers 403 without the beta header, and with another version", async () => {
    const forbidden = { status: 403, code: "forbidden" };
    expect(await refused({ Authorization: "api-emulator" })).to.deep.equal(forbidden);
    expect(await refused({ ...headers, "LD-API-Version": "20240415" })).to.deep.equal(forbidden);
    expect(await refused({ ...headers, "LD-API-Version": "beta, beta" })).to.deep.equal(forbidden);
  });

  it("answers 403 to a repeated beta header, even if both values are beta", async () => {
    const status = await new Promise((resolve, reject) => {
      const repeated = { ...headers, "LD-API-Version": ["beta", "beta"] };
      request(emulator.url + root + "/groups", { headers: repeated }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
    expect(status).to.equal(403);
  });

  it("checks the token before the beta header", async () => {
    expect(await refused({})).to.deep.equal({ status: 401, code: "unauthorized" });
  });

  it("accepts only the new token after a rotation", async () => {
    emulator.setToken("api-rotated");
    expect(await refused(headers)).to.include({ status: 401 });
    const rotated = { ...headers, Authorization: "api-rotated" };
    expect(await send(emulator, "GET", "/groups", undefined, { headers: rotated })).to.include({ status: 200 });
  });

  it("answers 404 with a JSON error body for an unknown path", async () => {
    for (const path of ["", "/group/checkout", "/groups/", "/groups/a/b", "/score"]) {
      expect(await refused(headers, path), path).to.deep.equal({ status: 404, code: "not_found" });
    }
  });

  it("answers 405 to another method and lists the allowed ones", async () => {
    const reply = await send(emulator, "PUT", "/groups/checkout");
    expect(reply).to.include({ status: 405 });
    expect(reply.headers.get("allow")).to.equal("GET, PATCH, DELETE");
    expect(await send(emulator, "GET", "/group")).to.include({ status: 405 });
  });

  it("returns a code, a message and a unique id with each error", async () => {
    const ids = new Set<unknown>();
    for (const path of ["/groups/absent", "/groups/absent"]) {
      const { body } = await send(emulator, "GET", path);
      expect(body).to.have.all.keys("code", "message", "id");
      expect(body)
        .to.have.property("id")
        .that.matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      ids.add((body as { readonly id: string }).id); // checked above
    }
    expect(ids.size).to.equal(2);
  });
});
