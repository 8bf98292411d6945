import { expect } from "chai";
import { inspect } from "node:util";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { insightGroup } from "../../provider/provider.js";
import { checkout, shop } from "../support/groups.js";
import {
  __provider,
  accessToken,
  answers,
  configure,
  connect,
  fails,
  impatient,
  methods,
  said,
  serve,
  type Server,
} from "../support/live.js";

const news = { ...checkout, __provider };
const path = "/api/v2/engineering-insights/insights";
const createdAt = Date.UTC(2026, 0, 2);
const olds = { ...news, createdAt };

describe("the provider", () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ now: () => createdAt });
    await connect(emulator);
  });
  afterEach(() => emulator.close());

  const put = (group: object = checkout) => {
    emulator.groups.set("checkout", { ...checkout, createdAt, ...group });
  };

  describe("on create", () => {
    it("sends one POST with only the arguments", async () => {
      await insightGroup.create(news);
      expect(emulator.calls).to.have.length(1);
      expect(emulator.calls[0]).to.include({ method: "POST", path: `${path}/group`, status: 201 });
      expect(emulator.calls[0]?.body).to.deep.equal(checkout);
    });

    it("takes state from the response", async () => {
      expect(await insightGroup.create(news)).to.deep.equal({ id: "checkout", outs: { ...checkout, createdAt } });
    });

    it("sends and returns no applicationKeys for a group of all applications", async () => {
      const { outs } = await insightGroup.create({ ...shop, __provider });
      expect(emulator.calls[0]?.body).to.deep.equal(shop);
      expect(outs).to.have.all.keys("name", "key", "projectKey", "environmentKey", "createdAt");
    });

    it("keeps no scores, no environment with its SDK keys and no unknown fields", async () => {
      const environment = { apiKey: "sdk-1", mobileKey: "mob-1" };
      const server = await answers(201, { ...checkout, createdAt, environment, scores: {}, beta: 1 });
      await connect(server);
      expect((await insightGroup.create(news)).outs).to.deep.equal({ ...checkout, createdAt });
      await server.close();
    });

    it("sends nothing that check would have refused", async () => {
      await fails(insightGroup.create({ ...news, projectKey: "a b" }), "projectKey", "checkout");
      expect(emulator.calls).to.deep.equal([]);
    });

    it("names the project and the environment if one of them does not exist", async () => {
      emulator.behaviour.projects = { store: ["production"] };
      const facts = ["create", '"checkout"', "404", "not_found", '"shop"', '"production"'];
      await fails(insightGroup.create(news), ...facts);
      expect(methods(emulator)).to.deep.equal(["POST"]);
    });
  });

  describe("with text from a server", () => {
    const escapes = "a\u001b[2J\u001b]0;title\u0007b\r\nerror: c\u009b31md";

    it("quotes it in one line, without terminal escapes", async () => {
      const errors = [{ attribute: escapes, reason: escapes }];
      const server = await answers(400, { code: escapes, message: escapes, id: escapes, errors });
      await connect(server);
      const { message } = await fails(insightGroup.update("checkout", olds, { ...news, name: "Till" }));
      const plain = "ab error: cd";
      const quoted = `400 ${plain}: ${plain}; ${plain}: ${plain} (id ${plain}).`;
      expect(message).to.equal(
        `Cannot update insight group "checkout": LaunchDarkly returned ${quoted} Correct the attributes it names. Run \`pulumi up\` again.`,
      );
      await server.close();
    });

    it("quotes a content type without terminal escapes", async () => {
      const server = await serve((_request, response) => {
        response.writeHead(403, { "content-type": "text/\u009b31mhtml" }).end("<html>");
      });
      await connect(server);
      const { message } = await fails(insightGroup.read("checkout", olds));
      expect(message).to.include("(403, text/html)");
      await server.close();
    });
  });

  describe("with a key that LaunchDarkly returns in lower case", () => {
    const written = { ...news, key: "Checkout", projectKey: "Shop" };
    const created = async () => {
      emulator.behaviour.normalizeKeys = "lower";
      return fails(insightGroup.create(written), '"checkout"', "Write key, projectKey as LaunchDarkly returns");
    };

    it("reports an error, and keeps the group in state together with the constant", async () => {
      const { id, properties, reasons, message } = await created();
      expect(id).to.equal("checkout");
      expect(properties).to.deep.equal({ ...checkout, createdAt, __provider });
      expect(reasons).to.deep.equal([message]);
      expect([...emulator.groups.keys()]).to.deep.equal(["checkout"]);
    });

    it("repeats the error in each update until the key is written as it was returned", async () => {
      const { properties = {} } = await created();
      for (const attempt of [1, 2]) {
        const again = await fails(insightGroup.update("checkout", properties, written), "Write key, projectKey");
        expect(again.properties, `after update ${String(attempt)}`).to.deep.equal(properties);
      }
      expect(methods(emulator), "of what cannot be patched").to.deep.equal(["POST"]);
      expect(await insightGroup.update("checkout", properties, news)).to.deep.equal({
        outs: { ...checkout, createdAt },
      });
      expect(methods(emulator)).to.deep.equal(["POST"]);
    });

    it("replaces nothing before the key is written as it was returned", async () => {
      const { properties = {} } = await created();
      expect(await insightGroup.diff("checkout", properties, written)).to.include({ deleteBeforeReplace: false });
      expect(await insightGroup.diff("checkout", properties, news)).to.deep.equal({ changes: false });
    });
  });

  it("needs no call and no replacement for a name that LaunchDarkly trims, once it is written as returned", async () => {
    const trimming = await serve(({ method }, response) => {
      response.writeHead(method === "POST" ? 201 : 200).end(JSON.stringify({ ...checkout, createdAt }));
    });
    await connect(trimming);
    const padded = { ...news, name: " Checkout " };
    const { properties = {} } = await fails(insightGroup.create(padded), "Write name as LaunchDarkly returns it");
    const { message } = await fails(insightGroup.update("checkout", properties, padded), "Write name as LaunchDarkly");
    expect(message).not.to.include("--target-replace");
    const before = trimming.requests.length;
    expect(await insightGroup.diff("checkout", properties, news)).to.deep.equal({ changes: false });
    await insightGroup.update("checkout", properties, news);
    expect(trimming.requests).to.have.length(before);
    await trimming.close();
  });

  describe("on read", () => {
    it("sends one GET, and returns inputs beside the outputs", async () => {
      put();
      expect(await insightGroup.read("checkout", olds)).to.deep.equal({
        id: "checkout",
        props: { ...checkout, createdAt },
        inputs: checkout,
      });
      expect(methods(emulator)).to.deep.equal(["GET"]);
      expect(emulator.calls[0]).to.include({ path: `${path}/groups/checkout`, query: "" });
    });

    it("returns the current state of the group", async () => {
      put({ name: "Till", applicationKeys: null });
      const { props, inputs } = (await insightGroup.read("checkout", olds)) as Record<string, object>;
      expect(props).to.deep.equal({ ...shop, key: "checkout", name: "Till", createdAt });
      expect(inputs).to.deep.equal({ ...shop, key: "checkout", name: "Till" });
    });

    it("reports a managed group as gone after LaunchDarkly's own 404 and a read of the list", async () => {
      expect(await insightGroup.read("checkout", olds)).to.deep.equal({});
      expect(emulator.calls.map(({ method, status }) => [method, status])).to.deep.equal([
        ["GET", 404],
        ["GET", 200],
      ]);
    });

    it("fails if there is no group to get", async () => {
      await fails(insightGroup.read("checkout", { __provider }), "read", '"checkout"', "does not exist in the account");
    });

    it("gets a group without any previous state", async () => {
      put();
      expect(await insightGroup.read("checkout", { __provider })).to.include({ id: "checkout" });
    });

    it("encodes the key in the path", async () => {
      const key = "a?b#c%2Fd日";
      emulator.groups.set(key, { ...checkout, key, createdAt });
      expect(await insightGroup.read(key, olds)).to.include({ id: key });
    });

    it("does not treat another group as this one", async () => {
      const server = await answers(200, { ...checkout, key: "till", createdAt });
      await connect(server);
      await fails(insightGroup.read("checkout", olds), '"till"', '"checkout"');
      await server.close();
    });
  });

  describe("on update", () => {
    const renamed = { ...news, name: "Till" };

    it("sends one PATCH with only what changed", async () => {
      put();
      const { outs } = await insightGroup.update("checkout", olds, renamed);
      expect(outs).to.deep.equal({ ...checkout, name: "Till", createdAt });
      expect(methods(emulator)).to.deep.equal(["PATCH"]);
      expect(emulator.calls[0]?.body).to.deep.equal([{ op: "replace", path: "/name", value: "Till" }]);
    });

    it("takes state from the response", async () => {
      put({ createdAt: createdAt + 1 });
      expect((await insightGroup.update("checkout", olds, renamed)).outs).to.include({ createdAt: createdAt + 1 });
    });

    it("sends nothing if nothing changed", async () => {
      const { outs } = await insightGroup.update("checkout", olds, { ...news, applicationKeys: ["web", "mobile"] });
      expect(outs).to.deep.equal({ ...checkout, createdAt });
      expect(emulator.calls).to.deep.equal([]);
    });

    it("adds, changes and removes the list of applications", async () => {
      put({ applicationKeys: undefined });
      let state: object = { ...shop, key: "checkout", name: "Checkout", createdAt };
      for (const applicationKeys of [["web"], ["mobile", "web"], undefined]) {
        const asked = { ...news, applicationKeys };
        state = (await insightGroup.update("checkout", { ...state }, asked)).outs;
        expect(emulator.groups.get("checkout")?.applicationKeys).to.deep.equal(applicationKeys);
      }
      expect(methods(emulator)).to.deep.equal(["PATCH", "PATCH", "PATCH"]);
    });

    it("says how to create the group again if it was deleted outside of Pulumi", async () => {
      const { id } = await fails(insightGroup.update("checkout", olds, renamed), "update", "pulumi up --refresh");
      expect(id).to.equal(undefined);
      expect(methods(emulator), "the patch and the list").to.deep.equal(["PATCH", "GET"]);
    });

    it("succeeds after a 422 if a GET shows the group as declared", async () => {
      put({ name: "Till" });
      emulator.behaviour.rejectPatch = ["/name"];
      expect((await insightGroup.update("checkout", olds, renamed)).outs).to.include({ name: "Till" });
      expect(methods(emulator)).to.deep.equal(["PATCH", "GET"]);
    });

    it("sends one new patch after a 422, for the actual state of the group", async () => {
      put({ applicationKeys: undefined });
      const all = { ...shop, key: "checkout", name: "Till" };
      const { outs } = await insightGroup.update("checkout", olds, { ...all, __provider });
      expect(outs).to.deep.equal({ ...all, createdAt });
      expect(methods(emulator)).to.deep.equal(["PATCH", "GET", "PATCH"]);
      expect(emulator.calls[0]?.body).to.deep.include({ op: "remove", path: "/applicationKeys" });
      expect(emulator.calls[2]?.body).to.deep.equal([{ op: "replace", path: "/name", value: "Till" }]);
    });

    it("quotes the operation after a second 422, and says how to replace the group", async () => {
      put();
      emulator.behaviour.rejectPatch = ["/applicationKeys"];
      const error = await fails(
        insightGroup.update("checkout", olds, { ...news, applicationKeys: ["tv"] }),
        "422 patch_failed",
        '[{"op":"add","path":"/applicationKeys","value":["tv"]}]',
        "pulumi up --target-replace <urn>",
      );
      expect(methods(emulator)).to.deep.equal(["PATCH", "GET", "PATCH"]);
      expect(error).to.include({ id: "checkout" });
      expect(error.properties).to.deep.equal({ ...checkout, createdAt, __provider });
    });

    it("succeeds after a 400 if a lost reply hid that applicationKeys are removed already", async () => {
      const server = await serve(({ method }, response) => {
        if (method === "GET") response.end(JSON.stringify({ ...shop, key: "checkout", name: "Checkout", createdAt }));
        else response.writeHead(400).end(JSON.stringify({ code: "invalid_patch", message: "No such path." }));
      });
      await connect(server);
      const { outs } = await insightGroup.update("checkout", olds, { ...news, applicationKeys: undefined });
      expect(outs).not.to.have.property("applicationKeys");
      expect(server.requests.map(({ method }) => method)).to.deep.equal(["PATCH", "GET"]);
      await server.close();
    });

    it("says how to replace the group after a second 400 for applicationKeys, without a second full stop", async () => {
      const server = await serve(({ method }, response) => {
        if (method === "GET") response.end(JSON.stringify({ ...checkout, createdAt }));
        else response.writeHead(400).end(JSON.stringify({ code: "invalid_request", message: "Cannot be patched." }));
      });
      await connect(server);
      await fails(
        insightGroup.update("checkout", olds, { ...news, applicationKeys: ["tv"] }),
        "400 invalid_request: Cannot be patched for the patch",
        "pulumi up --target-replace <urn>",
      );
      await server.close();
    });

    it("reports a patch that was silently ignored, and keeps the actual values in state", async () => {
      put();
      emulator.behaviour.ignorePatch = ["/applicationKeys"];
      const both = { ...renamed, applicationKeys: ["tv"] };
      const facts = ["accepted", '"path":"/applicationKeys"', '["mobile","web"], not ["tv"]', "--target-replace"];
      const error = await fails(insightGroup.update("checkout", olds, both), ...facts);
      expect(error.properties).to.deep.equal({ ...checkout, name: "Till", createdAt, __provider });
      expect(methods(emulator), "read once more").to.deep.equal(["PATCH", "GET"]);
    });

    it("reads the group once more if the response shows it as it was before, and then succeeds", async () => {
      const server = await serve(({ method }, response) => {
        const name = method === "PATCH" ? "Checkout" : "Till";
        response.writeHead(200).end(JSON.stringify({ ...checkout, name, createdAt }));
      });
      await connect(server);
      expect((await insightGroup.update("checkout", olds, renamed)).outs).to.deep.equal({
        ...checkout,
        name: "Till",
        createdAt,
      });
      expect(server.requests.map(({ method }) => method)).to.deep.equal(["PATCH", "GET"]);
      await server.close();
    });

    describe("of a group whose other properties were changed outside of Pulumi", () => {
      const byHand = { name: "By hand", environmentKey: "test" };
      const wider = { ...news, applicationKeys: ["tv"] };
      beforeEach(() => {
        put(byHand);
      });

      it("leaves the other properties, keeps their values in state, and warns once", async () => {
        const [warning = "", ...more] = await said(async () => {
          const { outs } = await insightGroup.update("checkout", olds, wider);
          expect(outs).to.deep.equal({ ...checkout, applicationKeys: ["tv"], createdAt });
        });
        expect(emulator.groups.get("checkout"))
          .to.include(byHand)
          .and.deep.include({ applicationKeys: ["tv"] });
        expect(methods(emulator)).to.deep.equal(["PATCH"]);
        expect(warning).to.include('it has name "By hand", not "Checkout"; environmentKey "test", not "production"');
        expect(warning).to.include("pulumi up --refresh").and.not.include("--target-replace");
        expect(more).to.deep.equal([]);
      });

      it("leaves the other properties in the second patch after a 422", async () => {
        emulator.behaviour.rejectPatch = ["/applicationKeys"];
        const { message } = await fails(insightGroup.update("checkout", olds, wider), "422 patch_failed");
        expect(message).not.to.include("By hand");
        expect(methods(emulator)).to.deep.equal(["PATCH", "GET", "PATCH"]);
        expect(emulator.calls[2]?.body).to.deep.equal([{ op: "add", path: "/applicationKeys", value: ["tv"] }]);
        expect(emulator.groups.get("checkout")).to.include(byHand);
      });

      it("names only what was sent if it is not applied", async () => {
        emulator.behaviour.ignorePatch = ["/applicationKeys"];
        await said(async () => {
          const { message, properties } = await fails(insightGroup.update("checkout", olds, wider), "--target-replace");
          expect(message).to.include('applicationKeys ["mobile","web"]').and.not.include("By hand");
          expect(properties).to.deep.equal({ ...checkout, createdAt, __provider });
        });
      });
    });

    it("completes an unconfirmed create with one GET", async () => {
      put();
      const { outs } = await insightGroup.update("checkout", news, news);
      expect(outs).to.deep.equal({ ...checkout, createdAt });
      expect(methods(emulator)).to.deep.equal(["GET"]);
    });

    it("does not adopt a group that differs after an unconfirmed create", async () => {
      put({ name: "Till", projectKey: "store" });
      const error = await fails(
        insightGroup.update("checkout", news, news),
        "already has a group with this key",
        'name "Till", not "Checkout"; projectKey "store", not "shop"',
      );
      expect(error).not.to.have.property("properties");
      expect(methods(emulator)).to.deep.equal(["GET"]);
    });

    it("says how to write what LaunchDarkly spells otherwise after an unconfirmed create", async () => {
      put({ projectKey: "SHOP" });
      const error = await fails(
        insightGroup.update("checkout", news, news),
        "Write projectKey as LaunchDarkly returns it",
      );
      expect(error.properties).to.deep.equal({ ...checkout, projectKey: "SHOP", createdAt, __provider });
    });
  });

  describe("on delete", () => {
    it("sends one DELETE", async () => {
      put();
      await insightGroup.delete("checkout", olds);
      expect(emulator.groups.size).to.equal(0);
      expect(methods(emulator)).to.deep.equal(["DELETE"]);
    });

    it("succeeds for a group that does not exist after a read of the list", async () => {
      await insightGroup.delete("checkout", olds);
      expect(emulator.calls.map(({ method, status }) => [method, status])).to.deep.equal([
        ["DELETE", 404],
        ["GET", 200],
      ]);
    });

    it("succeeds after a 204", async () => {
      const server = await serve((_, response) => response.writeHead(204).end());
      await connect(server);
      await insightGroup.delete("checkout", olds);
      expect(server.requests).to.have.length(1);
      await server.close();
    });

    it("succeeds after another success without a body only if a GET and the list find no such group", async () => {
      for (const status of [200, 202]) {
        const server = await serve(({ method, url = "" }, response) => {
          const found = url.includes("/groups?")
            ? { totalCount: 0, items: [] }
            : { code: "not_found", message: "None" };
          if (method === "DELETE") response.writeHead(status).end();
          else response.writeHead(url.includes("/groups?") ? 200 : 404).end(JSON.stringify(found));
        });
        await connect(server);
        await insightGroup.delete("checkout", olds);
        expect(server.requests.map(({ method }) => method)).to.deep.equal(["DELETE", "GET", "GET"]);
        await server.close();
      }
    });

    it("fails after a success other than 204, which an intermediary may have sent", async () => {
      for (const [status, body] of [
        [200, { code: "login_required", message: "Log in" }],
        [202, {}],
        [200, null],
      ] as const) {
        const server = await answers(status, body);
        await connect(server);
        await fails(
          insightGroup.delete("checkout", olds),
          "Cannot delete",
          String(status),
          "must be 204 without a body",
        );
        expect(server.requests.map(({ method }) => method)).to.deep.equal(["DELETE", "GET"]);
        await server.close();
      }
    });
  });

  describe("with an HTML 404, as from a proxy,", () => {
    beforeEach(async () => {
      await connect(emulator, impatient);
      emulator.setFaults({ html404: 1 });
    });
    const facts = ["404", "text/html", "apiHost"];

    it("does not treat a group as gone", async () => {
      await fails(insightGroup.read("checkout", olds), ...facts, "not evidence that it does not exist");
    });

    it("does not treat a group as deleted", async () => {
      await fails(insightGroup.delete("checkout", olds), ...facts);
    });

    it("does not treat a project as missing", async () => {
      await fails(insightGroup.create(news), ...facts);
    });

    it("does not treat a group to be updated as gone", async () => {
      const { message } = await fails(insightGroup.update("checkout", olds, { ...news, name: "Till" }), ...facts);
      expect(message).not.to.include("--refresh");
    });
  });

  it("sends no request for an id that is not a key", async () => {
    for (const id of ["..", ".", "a/b", "", "a b", "a\nb"]) {
      await fails(insightGroup.read(id, olds), "the id must not");
      await fails(insightGroup.delete(id, olds), "the id must not");
      await fails(insightGroup.update(id, olds, { ...news, name: "Till" }), "the id must not");
    }
    expect(emulator.calls).to.deep.equal([]);
  });

  it("checks and diffs without a token", async () => {
    await configure({});
    expect(await insightGroup.check({}, news)).to.deep.equal({ inputs: checkout });
    expect(await insightGroup.diff("checkout", olds, news)).to.deep.equal({ changes: false });
  });

  it("returns every failure of a check, and no undefined values", async () => {
    const { inputs, failures = [] } = (await insightGroup.check({}, { ...news, key: "", nme: "x" })) as {
      readonly inputs: object;
      readonly failures?: readonly { readonly property: string }[];
    };
    expect(failures.map(({ property }) => property)).to.have.members(["key", "nme"]);
    expect(inputs).to.include({ key: "" });
    expect((await insightGroup.check({}, { ...shop, applicationKeys: [] })).inputs).to.have.all.keys(Object.keys(shop));
  });

  it("deletes first if a key is changed, and leaves the verdict to the engine", async () => {
    expect(await insightGroup.diff("checkout", olds, { ...news, projectKey: "store" })).to.deep.equal({
      replaces: ["projectKey"],
      deleteBeforeReplace: true,
    });
    expect(await insightGroup.diff("checkout", olds, { ...news, name: "Till" })).to.deep.equal({
      replaces: [],
      deleteBeforeReplace: false,
    });
  });

  it("names every way to set a token, in each call that needs a token", async () => {
    await configure({});
    const ways = ["launchdarkly:accessToken", "LAUNCHDARKLY_ACCESS_TOKEN", "explicit `Provider`"];
    await fails(insightGroup.create(news), "create", ...ways);
    await fails(insightGroup.read("checkout", olds), "read", ...ways);
    await fails(insightGroup.update("checkout", olds, { ...news, name: "Till" }), "update", ...ways);
    await fails(insightGroup.delete("checkout", olds), "delete", ...ways);
  });

  it("uses the token of the last configure", async () => {
    put();
    emulator.setToken("api-second");
    await connect(emulator, { accessToken: "api-second" });
    expect(await insightGroup.read("checkout", olds)).to.include({ id: "checkout" });
  });

  describe("if LaunchDarkly rejects a request", () => {
    const id = "0f6c-id";
    let server: Server | undefined;
    afterEach(() => server?.close());
    const refuses = async (status: number, body: object = {}) => {
      server = await answers(status, { code: `code_of_${String(status)}`, message: "Its own words", id, ...body });
      await connect(server, impatient);
    };
    const quoted = (status: number) => [String(status), `code_of_${String(status)}`, "Its own words", id];

    it("says how to set a token for a 401, and which token refresh and destroy use", async () => {
      emulator.setToken("api-other");
      const facts = ["401 unauthorized", "launchdarkly:accessToken", "LAUNCHDARKLY_ACCESS_TOKEN", "--run-program"];
      await fails(insightGroup.read("checkout", olds), ...facts);
      await fails(insightGroup.delete("checkout", olds), ...facts);
      await fails(insightGroup.create(news), ...facts);
      expect(emulator.calls, "none was repeated").to.have.length(3);
    });

    it("names role, plan and beta for a 403", async () => {
      await refuses(403);
      await fails(insightGroup.read("checkout", olds), ...quoted(403), "role", "plan", "beta");
      expect(server?.requests).to.have.length(1);
    });

    it("quotes the reason of each attribute for a 400", async () => {
      await refuses(400, { errors: [{ attribute: "name", reason: "is too long" }] });
      const call = insightGroup.update("checkout", olds, { ...news, name: "Till" });
      await fails(call, ...quoted(400), "name: is too long");
      expect(server?.requests).to.have.length(1);
    });

    it("retries a concurrent change (409) until the deadline", async () => {
      await refuses(409);
      const call = insightGroup.update("checkout", olds, { ...news, name: "Till" });
      await fails(call, ...quoted(409), "pulumi up", "requests in 0.");
      expect(server?.requests.length).to.be.greaterThan(1);
    });

    it("does not retry a 405", async () => {
      await refuses(405);
      await fails(insightGroup.delete("checkout", olds), ...quoted(405));
      expect(server?.requests).to.have.length(1);
    });

    it("reports no group as existing or as gone", async () => {
      for (const status of [400, 401, 403, 405, 409, 422, 500]) {
        await refuses(status);
        expect(await fails(insightGroup.read("checkout", olds), String(status))).not.to.have.property("id");
        await server?.close();
      }
    });
  });

  describe("over the wire", () => {
    const everyCall = async () => {
      await insightGroup.create(news);
      await insightGroup.read("checkout", olds);
      await insightGroup.update("checkout", olds, { ...news, name: "Checkout " });
      await connect(server);
      await insightGroup.delete("checkout", olds);
    };
    let server: Server;
    beforeEach(async () => {
      server = await serve(({ method }, response) => {
        const name = method === "PATCH" ? "Checkout " : "Checkout";
        if (method === "DELETE") response.writeHead(204).end();
        else response.writeHead(200).end(JSON.stringify({ ...checkout, name, createdAt }));
      });
      await connect(server);
    });
    afterEach(() => server.close());

    it("sends the raw token, the beta version once and a user agent with each call", async () => {
      await everyCall();
      expect(server.requests.map(({ method }) => method)).to.deep.equal(["POST", "GET", "PATCH", "DELETE"]);
      for (const { headersDistinct } of server.requests) {
        expect(headersDistinct["authorization"]).to.deep.equal([accessToken]);
        expect(headersDistinct["ld-api-version"]).to.deep.equal(["beta"]);
        expect(headersDistinct["user-agent"]?.join()).to.match(
          /^pulumi-launchdarkly-insights\/\d+\.\d+\.\d+\S* \(node /,
        );
      }
    });

    it("sends bodies as JSON, and no body if none is needed", async () => {
      await everyCall();
      const types = server.requests.map(({ headers }) => headers["content-type"]);
      expect(types).to.deep.equal(["application/json", undefined, "application/json", undefined]);
    });

    it("follows no redirect, so that the token reaches no other host", async () => {
      for (const status of [301, 302, 303, 307, 308]) {
        const redirecting = await answers(status, {}, { Location: `${server.url}${path}/groups/checkout` });
        await connect(redirecting, impatient);
        const facts = [String(status), "Redirects are not followed", "launchdarkly:apiHost"];
        await fails(insightGroup.read("checkout", olds), ...facts);
        await fails(insightGroup.create(news), ...facts);
        await fails(insightGroup.update("checkout", olds, { ...news, name: "Till" }), ...facts);
        await fails(insightGroup.delete("checkout", olds), ...facts);
        expect(redirecting.requests, "one each").to.have.length(4);
        await redirecting.close();
      }
      expect(server.requests).to.deep.equal([]);
    });
  });

  describe("in an error", () => {
    const secret = "api-0123/4567+89ab=cd";
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")];
    const everything = (error: Error) =>
      [
        inspect(error, { depth: null, showHidden: true, getters: true }),
        JSON.stringify(error),
        JSON.stringify(error, Object.getOwnPropertyNames(error)),
        String(error),
        `${String(error)}: ${String(error.stack)}`,
      ].join("\n");
    const each = async (facts: readonly string[]) => [
      await fails(insightGroup.create(news), ...facts),
      await fails(insightGroup.read("checkout", olds), ...facts),
      await fails(insightGroup.update("checkout", olds, { ...news, name: "Till" }), ...facts),
      await fails(insightGroup.delete("checkout", olds), ...facts),
    ];
    const mustBeClean = (errors: readonly Error[]) => {
      for (const error of errors) {
        for (const form of forms) expect(everything(error)).not.to.include(form);
        expect(everything(error), "a stack trace").not.to.match(/\n\s+at |node_modules|\.ts:/);
      }
    };

    it("shows neither the token nor a stack trace after a refusal", async () => {
      await connect(emulator, { accessToken: secret, ...impatient });
      mustBeClean(await each(["401"]));
    });

    it("shows neither token nor stack trace if the server quotes the token in every form", async () => {
      const message = `You sent ${forms.join(", ")}`;
      const server = await answers(403, { code: secret, message, errors: [{ attribute: secret, reason: secret }] });
      await connect(server, { accessToken: secret });
      mustBeClean(await each(["403", "[access token]"]));
      await server.close();
    });

    it("shows neither token nor stack trace if a proxy quotes the token", async () => {
      const server = await answers(403, "log in", { "Content-Type": `text/${secret}` });
      await connect(server, { accessToken: secret });
      mustBeClean(await each(["403", "[access token]"]));
      await server.close();
    });

    it("shows neither token nor stack trace if there is no server", async () => {
      const server = await answers(200, {});
      await server.close();
      // Long enough for each first attempt to be refused, even on a busy machine.
      await connect(server, { accessToken: secret, deadline: "1" });
      mustBeClean(await each(["ECONNREFUSED"]));
    });

    it("shows neither token nor stack trace if the connection is reset, or no reply comes", async () => {
      await connect(emulator, { accessToken: secret, ...impatient });
      emulator.setToken(secret);
      emulator.setFaults({ resetBefore: 1 });
      mustBeClean(await each(["no reply"]));
      await connect(emulator, { accessToken: secret, ...impatient });
      emulator.setFaults({ slow: 1 });
      mustBeClean(await each(["no reply"]));
    });

    it("shows neither token nor stack trace if a setting is invalid", async () => {
      await connect(emulator, { accessToken: `${secret}\n` });
      mustBeClean(await each(["accessToken"]));
      await connect(emulator, { accessToken: secret, apiHost: "http://launchdarkly.example" });
      mustBeClean(await each(["https"]));
    });

    it("shows neither token nor stack trace if the error keeps a group in state", async () => {
      put();
      emulator.setToken(secret);
      await connect(emulator, { accessToken: secret });
      emulator.behaviour.ignorePatch = ["/name"];
      const error = await fails(insightGroup.update("checkout", olds, { ...news, name: "Till" }), "accepted");
      expect(error.id).to.equal("checkout");
      mustBeClean([error]);
    });

    it("shows no SDK key of a response that cannot be decoded", async () => {
      const apiKey = "sdk-11111111-2222-3333-4444-555555555555";
      const server = await answers(200, { environment: { apiKey }, name: apiKey, key: [apiKey] });
      await connect(server);
      const error = await fails(insightGroup.read("checkout", olds), "does not match its documentation", "createdAt");
      expect(everything(error)).not.to.include("11111111");
      await server.close();
    });
  });

  describe("in debug lines", () => {
    const life = async () => {
      await insightGroup.create(news);
      await insightGroup.read("checkout", olds);
      await insightGroup.update("checkout", olds, { ...news, name: "Till" });
    };

    it("writes nothing unless debug is on", async () => {
      expect(await said(life)).to.deep.equal([]);
    });

    it("shows the method, path, status, time and wait of each attempt", async () => {
      await connect(emulator, { debug: "true" });
      const lines = await said(life);
      const line = (method: string, below: string, status: number) =>
        new RegExp(`^launchdarkly: ${method} ${path}/${below} ${String(status)} in \\d+ ms, after waiting \\d+ ms$`);
      expect(lines).to.have.length(3);
      expect(lines[0]).to.match(line("POST", "group", 201));
      expect(lines[1]).to.match(line("GET", "groups/checkout", 200));
      expect(lines[2]).to.match(line("PATCH", "groups/checkout", 200));
    });

    it("also shows an attempt without a reply", async () => {
      await connect(emulator, { debug: "true", ...impatient });
      emulator.setFaults({ resetBefore: 1 });
      const lines = await said(() => fails(insightGroup.read("checkout", olds)));
      expect(lines).to.have.length(emulator.calls.length);
      for (const line of lines) expect(line).to.match(/GET \S+\/groups\/checkout .*ECONNRESET.* in \d+ ms/);
    });

    it("shows neither bodies nor headers", async () => {
      await connect(emulator, { debug: "true" });
      const lines = (await said(life)).join("\n");
      for (const hidden of [accessToken, "Checkout", "mobile", "production", "beta", "json", "User-Agent"]) {
        expect(lines).not.to.include(hidden);
      }
    });
  });
});
