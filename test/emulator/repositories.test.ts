import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { deployed, repository } from "../support/family.js";
import { family, send } from "../support/send.js";

interface Associations {
  readonly totalCount: number;
  readonly items: readonly { readonly repositoryKey: string; readonly projectKey: string }[];
}

describe("the emulator's repositories", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ repositories: [repository, { key: "acme/api", projectKeys: [] }] });
  });
  afterEach(() => emulator.close());

  const put = (...mappings: readonly object[]) =>
    send(emulator, "PUT", `${family}/repositories/projects`, { mappings });
  const remove = (repositoryKey: string, projectKey: string) =>
    send(emulator, "DELETE", `${family}/repositories/${encodeURIComponent(repositoryKey)}/projects/${projectKey}`);
  const projectsOf = (key: string) => emulator.repositories.get(key)?.projectKeys;
  const apiTill = { repositoryKey: "acme/api", projectKey: "till" };
  const webShop = { repositoryKey: "acme/web", projectKey: "shop" };

  it("are listed with their projects only if expanded, and accept no other parameter", async () => {
    const { body } = await send(emulator, "GET", `${family}/repositories?expand=projects`);
    expect(body).to.have.property("totalCount", 2);
    expect(body).to.have.nested.property("items[0].key", "acme/web");
    expect(body).to.have.nested.property("items[0].url", "https://github.com/acme/web");
    expect(body).to.have.nested.property("items[0].projects.items[0].key", "shop");
    expect(body).to.have.nested.property("items[1].projects.totalCount", 0);
    const { body: bare } = await send(emulator, "GET", `${family}/repositories`);
    expect(bare).not.to.have.nested.property("items[0].projects");
    expect(await send(emulator, "GET", `${family}/repositories?limit=1`)).to.include({ status: 400 });
  });

  it("keep other associations after a PUT, which returns all of them", async () => {
    const { status, body } = await put(apiTill, apiTill);
    expect(status).to.equal(200);
    expect((body as Associations).items).to.have.deep.members([webShop, apiTill]);
    expect(body).to.have.property("totalCount", 2);
    expect([projectsOf("acme/web"), projectsOf("acme/api")]).to.deep.equal([["shop"], ["till"]]);
  });

  it("lose every association that is not in the PUT if putMappings is replace", async () => {
    emulator.behaviour.putMappings = "replace";
    expect((await put(apiTill)).body).to.deep.include({ totalCount: 1, items: [apiTill] });
    expect([projectsOf("acme/web"), projectsOf("acme/api")]).to.deep.equal([[], ["till"]]);
  });

  it("are returned as they were sent if putAnswer is sent", async () => {
    emulator.behaviour.putAnswer = "sent";
    expect((await put(apiTill)).body).to.deep.include({ totalCount: 1, items: [apiTill] });
    expect(projectsOf("acme/web")).to.deep.equal(["shop"]);
  });

  it("are answered 404 or 400 or created if they do not exist, and a refused PUT changes nothing", async () => {
    const strange = { repositoryKey: "acme/strange", projectKey: "shop" };
    expect(await put(apiTill, strange)).to.include({ status: 404 });
    emulator.behaviour.unknownRepository = 400;
    const { status, body } = await put(apiTill, strange);
    expect(status).to.equal(400);
    expect(body).to.have.nested.property("errors[0].attribute", "repositoryKey");
    expect(projectsOf("acme/api")).to.deep.equal([]);
    emulator.behaviour.unknownRepository = "create";
    expect(await put(apiTill, strange)).to.include({ status: 200 });
    expect([projectsOf("acme/api"), projectsOf("acme/strange")]).to.deep.equal([["till"], ["shop"]]);
  });

  it("cannot be associated with a project that does not exist", async () => {
    emulator.behaviour.projects = { shop: ["production"] };
    const { status, body } = await put(apiTill);
    expect(status).to.equal(404);
    expect(body).to.include({ code: "not_found", message: "Unknown project key till" });
  });

  it("refuse incomplete mappings", async () => {
    for (const mappings of [undefined, "acme/web", [{ repositoryKey: "acme/web" }], [{ ...webShop, more: 1 }], ["x"]]) {
      const { status, body } = await send(emulator, "PUT", `${family}/repositories/projects`, { mappings });
      expect(status, JSON.stringify(mappings)).to.equal(400);
      expect(body).to.have.nested.property("errors[0].attribute", "mappings");
    }
  });

  it("lose one association by a DELETE, whose key is recorded, and answer 404 or 204 to another DELETE", async () => {
    expect(await remove("acme/web", "shop")).to.include({ status: 204, body: undefined });
    expect(projectsOf("acme/web")).to.deep.equal([]);
    expect(emulator.calls[0]).to.include({ key: "acme/web:shop", status: 204 });
    expect(await remove("acme/web", "shop")).to.include({ status: 404 });
    expect(await remove("acme/strange", "shop")).to.include({ status: 404 });
    emulator.behaviour.absentAssociation = 204;
    expect(await remove("acme/web", "shop")).to.include({ status: 204 });
  });

  it("are not found by a key whose slash is not encoded", async () => {
    expect(await send(emulator, "DELETE", `${family}/repositories/acme/web/projects/shop`)).to.include({ status: 404 });
    expect(projectsOf("acme/web")).to.deep.equal(["shop"]);
  });

  it("are associated by each deployment of the application with their name, unless autoAssociate is false", async () => {
    const deploy = () =>
      send(emulator, "POST", `${family}/deployment-events`, { ...deployed, projectKey: "till", eventType: "custom" });
    emulator.behaviour.autoAssociate = false;
    await deploy();
    expect(projectsOf("acme/web")).to.deep.equal(["shop"]);
    emulator.behaviour.autoAssociate = undefined;
    await deploy();
    expect(projectsOf("acme/web")).to.deep.equal(["shop", "till"]);
    await remove("acme/web", "till");
    await deploy();
    expect([projectsOf("acme/web"), projectsOf("acme/api")]).to.deep.equal([["shop", "till"], []]);
  });
});
