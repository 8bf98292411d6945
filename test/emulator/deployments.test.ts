import { expect } from "chai";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import { deployed, pullRequest, testedAt } from "../support/family.js";
import { family, headers, send } from "../support/send.js";

const minute = 60_000;

describe("the emulator's deployments", () => {
  let emulator: Emulator;
  let now: number;
  beforeEach(async () => {
    now = testedAt;
    emulator = await startEmulator({ now: () => now });
  });
  afterEach(() => emulator.close());

  const report = (eventType: string, more: object = {}) =>
    send(emulator, "POST", `${family}/deployment-events`, { ...deployed, eventType, ...more });
  const listed = async (query = "") => {
    const place = `${family}/deployments?projectKey=shop&environmentKey=production${query}`;
    const { status, body } = await send(emulator, "GET", place);
    expect(status, query).to.equal(200);
    return (body as { readonly items: readonly Readonly<Record<string, unknown>>[] }).items;
  };
  const patch = (id: unknown, ...operations: readonly object[]) =>
    send(emulator, "PATCH", `${family}/deployments/${String(id)}`, operations);

  it("start with an event, answered 201 without a body, and end with another event", async () => {
    const reply = await report("started", { deploymentMetadata: { run: 1 } });
    expect(reply).to.include({ status: 201, body: undefined });
    expect(await listed()).to.have.length(1);
    const [running] = await listed();
    expect(running).to.include({ status: "started", startedAt: now, kind: "deployment", active: false });
    expect(running).not.to.have.any.keys("endedAt", "durationMs", "projectKey", "receivedAt");
    now += 5 * minute;
    await report("finished", { deploymentMetadata: { url: "x" } });
    const [ended, ...others] = await listed();
    expect(others).to.deep.equal([]);
    expect(ended).to.deep.include({
      ...{ id: running?.["id"], status: "finished", startedAt: testedAt, endedAt: now, durationMs: 5 * minute },
      ...{ active: true, archived: false, applicationVersion: "a1b2c3d", metadata: { run: 1, url: "x" } },
    });
  });

  it("fail if the event that ends them reports it", async () => {
    await report("started", { eventTime: now - minute });
    await report("failed");
    expect((await listed())[0]).to.include({ status: "failed", durationMs: minute, active: false });
  });

  it("have no duration if only their end is reported", async () => {
    await report("finished");
    const [deployment] = await listed();
    expect(deployment).to.include({ startedAt: now, endedAt: now }).and.not.to.have.property("durationMs");
  });

  it("are separate by project, environment, application and version", async () => {
    await report("started");
    const others = [{ projectKey: "till" }, { environmentKey: "test" }, { applicationKey: "api" }, { version: "2" }];
    for (const more of others) await report("finished", more);
    expect([...emulator.deployments.values()].map(({ status }) => status)).to.deep.equal([
      "started",
      ...others.map(() => "finished"),
    ]);
  });

  it("count a repeated event as another deployment, unless repeatedEvents is ignore", async () => {
    const same = { eventTime: now };
    await report("finished", same);
    await report("finished", same);
    expect((await listed()).map(({ kind }) => kind)).to.deep.equal(["redeployment", "deployment"]);
    emulator.behaviour.repeatedEvents = "ignore";
    await report("finished", same);
    expect(await listed()).to.have.length(2);
    expect(emulator.deploymentEvents).to.have.property("size", 2);
    await report("finished", { eventTime: now - 1 });
    expect(await listed()).to.have.length(3);
  });

  it("do not start again while they run, or with a custom event", async () => {
    await report("started");
    await report("started");
    await report("custom");
    expect(await listed()).to.have.length(1);
    expect([...emulator.deploymentEvents.values()].map(({ eventType }) => eventType)).to.deep.equal([
      ...["started", "started", "custom"],
    ]);
  });

  it("appear after deploymentDelay", async () => {
    emulator.behaviour.deploymentDelay = minute;
    await report("finished");
    const [id = ""] = [...emulator.deployments.keys()];
    expect(await listed()).to.deep.equal([]);
    expect(await send(emulator, "GET", `${family}/deployments/${id}`)).to.include({ status: 404 });
    now += minute;
    expect(await listed()).to.have.length(1);
    expect(await send(emulator, "GET", `${family}/deployments/${id}`)).to.include({ status: 200 });
  });

  it("refuse invalid events, and report every problem", async () => {
    const { status, body } = await report("done", { version: "a/b", eventTime: "now", applicationKind: "tv", tag: 1 });
    expect(status).to.equal(400);
    const { errors } = body as { readonly errors: readonly { readonly attribute: string }[] };
    expect(errors.map(({ attribute }) => attribute)).to.deep.equal([
      ...["applicationKind", "version", "eventType", "eventTime", "tag"],
    ]);
    emulator.behaviour.projects = { shop: ["test"] };
    expect(await report("finished")).to.include({ status: 404 });
    expect(emulator.deploymentEvents).to.have.property("size", 0);
  });

  it("accept events without the beta header, as LaunchDarkly's own action sends them, but no other request", async () => {
    const sent = { Authorization: headers.Authorization, "Content-Type": "application/json" };
    const event = { ...deployed, eventType: "finished" };
    const post = await send(emulator, "POST", `${family}/deployment-events`, event, { headers: sent });
    expect(post).to.include({ status: 201 });
    const place = `${family}/deployments?projectKey=shop&environmentKey=production`;
    expect(await send(emulator, "GET", place, undefined, { headers: sent })).to.include({ status: 403 });
  });

  it("are measured by the pull requests whose merge commit begins with their version", async () => {
    const hour = 60 * minute;
    emulator.pullRequests.set(pullRequest.id, pullRequest);
    emulator.pullRequests.set("other", { ...pullRequest, id: "other", mergeCommitKey: "ffffffff" });
    await report("started");
    now += hour;
    await report("finished");
    expect((await listed("&expand=pullRequests,flagReferences"))[0]).to.deep.include({
      ...{ numberOfPullRequests: 1, numberOfContributors: 1, linesAdded: 30, linesDeleted: 4, leadTime: 6 * hour },
      leadTimeStages: {
        ...{ codingDurationMs: 0, reviewDurationMs: 2 * hour, waitDurationMs: 3 * hour, deployDurationMs: hour },
        totalLeadTimeMs: 6 * hour,
      },
      flagReferences: { totalCount: 1, items: pullRequest.flagReferences },
    });
  });

  it("are listed by application, status, kind and the start of a window, by default the last seven days", async () => {
    await report("finished", { version: "1", eventTime: now - 8 * 24 * 60 * minute });
    await report("started", { version: "2", applicationKey: "api" });
    await report("failed", { version: "2", eventTime: now - minute });
    await report("finished", { version: "2", eventTime: now - 2 * minute });
    const versions = async (query: string) =>
      (await listed(query)).map(({ applicationKey, status }) => `${String(applicationKey)} ${String(status)}`);
    expect(await versions("")).to.deep.equal(["api started", "web failed", "web finished"]);
    expect(await versions("&applicationKey=api,tv")).to.deep.equal(["api started"]);
    expect(await versions("&status=failed")).to.deep.equal(["web failed"]);
    expect(await versions("&kind=redeployment")).to.deep.equal(["web finished"]);
    expect(await versions(`&from=${String(now - minute)}&to=${String(now - 1)}`)).to.deep.equal(["web failed"]);
    expect(await versions("&from=0")).to.have.length(4);
  });

  it("can be closed and hidden by a patch, but not changed otherwise", async () => {
    await report("started");
    const id = (await listed())[0]?.["id"];
    now += minute;
    const { body } = await patch(id, { op: "replace", path: "/status", value: "failed" });
    expect(body).to.include({ status: "failed", endedAt: now, durationMs: minute });
    expect((await patch(id, { op: "replace", path: "/archived", value: true })).body).to.include({ archived: true });
    for (const operation of [
      { op: "replace", path: "/startedAt", value: 1 },
      { op: "replace", path: "/status", value: "gone" },
      { op: "remove", path: "/archived" },
      { op: "test", path: "/status", value: "started" },
    ]) {
      expect(await patch(id, operation), operation.path).to.include({ status: 400 });
    }
    expect(await patch("absent", { op: "replace", path: "/status", value: "failed" })).to.include({ status: 404 });
    expect((await listed())[0]).to.include({ status: "failed", archived: true, endedAt: now });
  });
});
