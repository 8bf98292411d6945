import { credentials, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import {
  ResourceProviderClient,
  ResourceProviderService,
  type IResourceProviderServer,
} from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import * as messages from "@pulumi/pulumi/proto/provider_pb.js";
import { Status } from "@pulumi/pulumi/proto/status_pb.js";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { promisify } from "node:util";
import { startEmulator, type Emulator } from "../../../emulator/index.js";
import { unknownValue } from "../../../provider/lib/unknownInPreview.js";
import { toProperties, toStruct } from "../../../provider/plugin/properties.js";
import { makeMethods } from "../../../provider/plugin/service.js";
import { unary, type Method } from "../../../provider/plugin/unary.js";
import { makeCancellation } from "../../../provider/runtime/cancellation.js";
import { base } from "../../support/declaredGroup.js";

const urn = (type: string): string =>
  `urn:pulumi:test::life::pulumi:pulumi:Stack$launchdarkly-insights:index:${type}::team`;
const group = urn("InsightGroup");

describe("the gRPC service of the plugin", () => {
  let emulator: Emulator;
  let server: Server;
  let client: ResourceProviderClient;
  const notes: string[] = [];

  /** Calls a method as the engine does. */
  const call = <Response>(name: keyof IResourceProviderServer, request: object): Promise<Response> => {
    const method = client[name as "check"].bind(client) as unknown as (
      request: object,
      callback: (error: ServiceError | null, response: Response) => void,
    ) => void;
    return promisify(method)(request);
  };
  const fails = async (name: keyof IResourceProviderServer, request: object): Promise<ServiceError> =>
    call(name, request).then(
      () => expect.fail(`${String(name)} succeeded`),
      (error: unknown) => error as ServiceError,
    );
  const configure = async (settings: object): Promise<void> => {
    const request = new messages.ConfigureRequest();
    for (const [name, value] of Object.entries(settings)) {
      request.getVariablesMap().set(`launchdarkly-insights:config:${name}`, String(value));
    }
    await call("configure", request);
  };
  const create = (properties: object, preview = false): Promise<messages.CreateResponse> =>
    call("create", new messages.CreateRequest().setUrn(group).setPreview(preview).setProperties(toStruct(properties)));

  beforeEach(async () => {
    emulator = await startEmulator();
    server = new Server();
    const log = { warn: (text: string) => notes.push(text), info: (text: string) => notes.push(text) };
    const methods: Readonly<Record<string, Method>> = makeMethods({
      engine: undefined,
      cancellation: makeCancellation(),
      log,
    });
    const handlers = Object.entries(methods).map(([name, method]) => [name, unary(method)] as const);
    server.addService(ResourceProviderService, Object.fromEntries(handlers));
    const bind = promisify(server.bindAsync.bind(server));
    client = new ResourceProviderClient(
      `127.0.0.1:${String(await bind("127.0.0.1:0", ServerCredentials.createInsecure()))}`,
      credentials.createInsecure(),
    );
    await configure({ accessToken: "api-emulator", apiHost: emulator.url });
  });
  afterEach(async () => {
    client.close();
    server.forceShutdown();
    await emulator.close();
  });

  it("answers with its version and a schema of that version", async () => {
    await call("handshake", new messages.ProviderHandshakeRequest());
    const info = await call<{ getVersion: () => string }>("getPluginInfo", new Empty());
    const schema = await call<messages.GetSchemaResponse>("getSchema", new messages.GetSchemaRequest());
    expect(JSON.parse(schema.getSchema())).to.include({ name: "launchdarkly-insights", version: info.getVersion() });
  });

  it("checks its settings, keeps the token secret and accepts unknown values", async () => {
    const check = (news: object): Promise<messages.CheckResponse> =>
      call("checkConfig", new messages.CheckRequest().setNews(toStruct(news)));
    const good = await check({ accessToken: "api-x", deadline: unknownValue, version: "1.0.0" });
    expect(good.getFailuresList()).to.deep.equal([]);
    expect(toProperties(good.getInputs())["accessToken"]).to.be.an("object").with.property("value", "api-x");
    const bad = await check({ acessToken: "api-secret", deadline: "soon" });
    const failures = bad.getFailuresList().map((failure) => [failure.getProperty(), failure.getReason()]);
    expect(failures).to.have.lengthOf(2);
    expect(failures.map(([property]) => property)).to.deep.equal(["", ""]);
    expect(JSON.stringify(failures)).to.contain("did you mean").and.not.to.contain("api-secret");
  });

  it("updates its settings in place", async () => {
    const request = new messages.DiffRequest()
      .setOldInputs(toStruct({ accessToken: "a", apiHost: "h" }))
      .setNews(toStruct({ accessToken: "b", deadline: 30 }));
    const diff = await call<messages.DiffResponse>("diffConfig", request);
    expect(diff.getReplacesList()).to.deep.equal([]);
    const kinds: Record<string, messages.PropertyDiff.Kind> = {};
    diff.getDetaileddiffMap().forEach((property, name) => (kinds[name] = property.getKind()));
    const { ADD, DELETE, UPDATE } = messages.PropertyDiff.Kind;
    expect(kinds).to.deep.equal({ accessToken: UPDATE, apiHost: DELETE, deadline: ADD });
  });

  it("creates, reads, updates and deletes a group, and previews without a call", async () => {
    const preview = toProperties((await create(base, true)).getProperties());
    expect(preview).to.deep.equal({ ...base, createdAt: unknownValue });
    expect(emulator.calls).to.have.lengthOf(0);
    const outputs = (await create(base)).getProperties();
    const known = new messages.ReadRequest()
      .setUrn(group)
      .setId("team")
      .setInputs(toStruct(base))
      .setProperties(outputs);
    const read = await call<messages.ReadResponse>("read", known);
    expect(toProperties(read.getInputs())).to.deep.equal(base);
    const update = new messages.UpdateRequest().setUrn(group).setId("team").setOlds(outputs);
    const renamed = update.setNews(toStruct({ ...base, name: "Ours" }));
    for (const isPreview of [true, false]) {
      const response = await call<messages.UpdateResponse>("update", renamed.setPreview(isPreview));
      expect(toProperties(response.getProperties())).to.deep.equal({ ...toProperties(outputs), name: "Ours" });
    }
    // A run that has created the group does not delete it.
    await configure({ accessToken: "api-emulator", apiHost: emulator.url });
    await call("delete", new messages.DeleteRequest().setUrn(group).setId("team").setProperties(outputs));
    expect((await call<messages.ReadResponse>("read", known)).getId()).to.equal("");
    expect((await fails("read", known.setProperties(toStruct({})))).details).to.contain("it does not exist");
    const withoutInputs = new messages.ReadRequest().setUrn(group).setId("team");
    expect((await fails("read", withoutInputs)).details).to.contain("Cannot import insight group");
  });

  it("checks every resource type, and refuses an unknown type", async () => {
    const check = (type: string, news: object): messages.CheckRequest =>
      new messages.CheckRequest().setUrn(urn(type)).setOlds(toStruct({})).setNews(toStruct(news));
    const good = await call<messages.CheckResponse>(
      "check",
      check("InsightGroup", { ...base, applicationKeys: ["b", "a"] }),
    );
    expect(toProperties(good.getInputs())).to.deep.equal({ ...base, applicationKeys: ["a", "b"] });
    const bad = await call<messages.CheckResponse>("check", check("RepositoryProject", { repositoryKey: "web" }));
    expect(bad.getFailuresList().map((failure) => failure.getReason())).to.deep.equal([
      'repositoryKey must be the owner and the name of a repository, such as "acme/web"',
      "projectKey is missing",
    ]);
    expect((await fails("check", check("InsightGroups", {}))).details).to.contain(
      'did you mean "launchdarkly-insights:index:InsightGroup"?',
    );
  });

  it("reports what exists although a create failed, so that state keeps it", async () => {
    emulator.behaviour.normalizeKeys = "lower";
    const { metadata } = await fails(
      "create",
      new messages.CreateRequest().setUrn(group).setProperties(toStruct({ ...base, key: "Team" })),
    );
    const [bytes] = metadata.get("grpc-status-details-bin");
    const [detail] = Status.deserializeBinary(bytes as Buffer).getDetailsList();
    const failed = messages.ErrorResourceInitFailed.deserializeBinary(detail?.getValue_asU8() ?? new Uint8Array());
    expect(failed.getId()).to.equal("team");
    expect(toProperties(failed.getProperties())).to.include({ ...base });
    expect(failed.getReasonsList()[0]).to.contain("Write key as LaunchDarkly returns it");
  });

  it("returns the note about a difference, and an error if a difference cannot be applied", async () => {
    const event = { projectKey: "shop", environmentKey: "production", applicationKey: "web", version: "a1b2c3d" };
    const request = new messages.DiffRequest().setUrn(urn("DeploymentEvent")).setId("event");
    const olds = toStruct({ ...event, eventType: "finished", recordedAt: 1 });
    const diff = await call<messages.DiffResponse>(
      "diff",
      request.setOlds(olds).setNews(toStruct({ ...event, version: "b2c3d4e" })),
    );
    expect(diff.getReplacesList()).to.include("version");
    expect(notes.at(-1)).to.contain("a new event is recorded");
    await call(
      "check",
      new messages.CheckRequest()
        .setUrn(group)
        .setOlds(toStruct(base))
        .setNews(toStruct({ ...base, key: "Team" })),
    );
    const respelled = new messages.DiffRequest().setUrn(group).setId("team").setOlds(toStruct(base));
    expect((await fails("diff", respelled.setNews(toStruct({ ...base, key: "Team" })))).details).to.contain(
      "as LaunchDarkly returns it",
    );
  });

  it("calls functions, wraps their lists, and refuses an unknown function", async () => {
    await create(base);
    const invoke = (name: string, args: object): messages.InvokeRequest =>
      new messages.InvokeRequest().setTok(`launchdarkly-insights:index:${name}`).setArgs(toStruct(args));
    const found = await call<messages.InvokeResponse>("invoke", invoke("getInsightGroups", {}));
    expect(toProperties(found.getReturn())["insightGroups"]).to.have.lengthOf(1);
    expect((await fails("invoke", invoke("getInsightGroup", { key: "none" }))).details).to.contain(
      "Cannot read insight group",
    );
    expect((await fails("invoke", invoke("getInsight", {}))).details).to.contain("there is no function");
  });

  it("sends nothing after the engine has canceled the run", async () => {
    await call("cancel", new Empty());
    expect(
      (await fails("create", new messages.CreateRequest().setUrn(group).setProperties(toStruct(base)))).details,
    ).to.contain("the run was canceled");
    expect(emulator.calls).to.have.lengthOf(0);
  });

  it("names its own settings if there is no token", async () => {
    await configure({ apiHost: emulator.url });
    const { details } = await fails("create", new messages.CreateRequest().setUrn(group).setProperties(toStruct(base)));
    expect(details).to.contain("config set --secret launchdarkly-insights:accessToken");
  });
});
