import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { checkout, headers, send } from "../support/send.js";

describe("the emulator's endpoint that creates a group", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ now: () => 1_700_000_000_000 });
  });
  afterEach(() => emulator.close());

  const create = (body: unknown) => send(emulator, "POST", "/group", body);

  it("answers 201 with the group and its creation time in milliseconds", async () => {
    const reply = await create(checkout);
    expect(reply).to.deep.include({ status: 201, body: { ...checkout, createdAt: 1_700_000_000_000 } });
    expect(reply.headers.get("content-type")).to.equal("application/json");
    expect(emulator.groups.get("checkout")).to.deep.equal(reply.body);
  });

  it("treats missing, null and empty application keys as all applications", async () => {
    const all = { key: "checkout", name: "Checkout", projectKey: "shop", environmentKey: "production" };
    for (const body of [all, { ...all, applicationKeys: null }, { ...all, applicationKeys: [] }]) {
      emulator.groups.clear();
      expect((await create(body)).body).to.deep.equal({ ...all, createdAt: 1_700_000_000_000 });
    }
  });

  it("reports every problem at once", async () => {
    const { status, body } = await create({ key: "", name: 7, projectKey: "shop", applicationKeys: "web", tags: [] });
    expect(status).to.equal(400);
    expect(body).to.deep.include({
      code: "invalid_request",
      errors: [
        { attribute: "key", reason: "must not be empty" },
        { attribute: "name", reason: "must be a string" },
        { attribute: "environmentKey", reason: "is required" },
        { attribute: "applicationKeys", reason: "must be an array of strings" },
        { attribute: "tags", reason: "is not a field of an insight group" },
      ],
    });
    expect(emulator.groups.size).to.equal(0);
  });

  it("refuses application keys that are not strings", async () => {
    const { status, body } = await create({ ...checkout, applicationKeys: ["web", 1] });
    expect(status).to.equal(400);
    expect(body).to.have.nested.property("errors[0].attribute", "applicationKeys");
  });

  it("refuses a body that is not a JSON object", async () => {
    for (const body of ["{", "[]", '"text"', "null", ""]) {
      const init = { body, headers: { ...headers, "Content-Type": "application/json" } };
      const reply = await send(emulator, "POST", "/group", undefined, init);
      expect(reply, body).to.include({ status: 400 });
      expect(reply.body, body).to.include({ code: "invalid_request" });
    }
  });

  it("accepts only application/json", async () => {
    const sent = (type: string) => {
      const init = { body: JSON.stringify(checkout), headers: { ...headers, "Content-Type": type } };
      return send(emulator, "POST", "/group", undefined, init);
    };
    expect(await sent("text/plain")).to.include({ status: 400 });
    expect(await sent("application/json-patch+json")).to.include({ status: 400 });
    expect(await sent("application/json; charset=utf-8")).to.include({ status: 201 });
  });

  it("refuses query parameters, even expand", async () => {
    const reply = await send(emulator, "POST", "/group?expand=scores", checkout);
    expect(reply).to.include({ status: 400 });
    expect(reply.body).to.have.nested.property("errors[0].attribute", "expand");
    expect(emulator.groups.size).to.equal(0);
  });

  it("answers 409, as for a concurrent change, if the key exists", async () => {
    await create(checkout);
    const { status, body } = await create({ ...checkout, name: "Another" });
    expect(status).to.equal(409);
    expect(body).to.include({ code: "optimistic_locking_error" });
    expect(emulator.groups.get("checkout")).to.include({ name: "Checkout" });
  });

  it("answers 400 if the key exists and duplicateStatus is 400", async () => {
    emulator.behaviour.duplicateStatus = 400;
    await create(checkout);
    const { status, body } = await create(checkout);
    expect(status).to.equal(400);
    expect(body).to.include({ code: "invalid_request" });
  });

  it("creates one group if the same create arrives ten times at once", async () => {
    emulator.behaviour.latency = 5;
    const replies = await Promise.all(Array.from({ length: 10 }, () => create(checkout)));
    expect(replies.filter(({ status }) => status === 201)).to.have.length(1);
    expect(replies.filter(({ status }) => status === 409)).to.have.length(9);
  });

  it("accepts only existing projects and environments if projects is set", async () => {
    emulator.behaviour.projects = { shop: ["production"] };
    const project = await create({ ...checkout, projectKey: "shpo" });
    expect(project.status).to.equal(404);
    expect(project.body).to.include({ code: "not_found", message: "Unknown project key shpo" });
    expect(await create({ ...checkout, projectKey: "constructor" })).to.include({ status: 404 });
    const environment = await create({ ...checkout, environmentKey: "prod" });
    expect(environment.status).to.equal(404);
    expect(environment.body).to.include({ message: "Unknown environment key prod in project shop" });
    expect(await create(checkout)).to.include({ status: 201 });
  });

  it("stores only the keys in lower case if normalizeKeys is lower", async () => {
    emulator.behaviour.normalizeKeys = "lower";
    const sent = { ...checkout, key: "CheckOut", projectKey: "Shop", environmentKey: "Production" };
    expect((await create({ ...sent, applicationKeys: ["Web"] })).body).to.include({
      key: "checkout",
      name: "Checkout",
      projectKey: "shop",
      environmentKey: "production",
    });
    expect(emulator.groups.get("checkout")?.applicationKeys).to.deep.equal(["Web"]);
    expect(await create(sent)).to.include({ status: 409 });
    expect(await send(emulator, "GET", "/groups/CheckOut")).to.include({ status: 404 });
  });
});
