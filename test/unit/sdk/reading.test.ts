import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { expectTypeOf } from "expect-type";
import {
  getDeployment,
  getDeploymentFrequency,
  getDeploymentFrequencyOutput,
  getDeploymentOutput,
  getDeployments,
  getDeploymentsOutput,
  getFlagEvents,
  getFlagEventsOutput,
  getFlagStatus,
  getFlagStatusOutput,
  getLeadTime,
  getLeadTimeOutput,
  getPullRequests,
  getPullRequestsOutput,
  getReleaseFrequency,
  getReleaseFrequencyOutput,
  getRepositories,
  getRepositoriesOutput,
  getStaleFlags,
  getStaleFlagsOutput,
  type Deployment,
  type FlagEvent,
  type InsightsChart,
  type PullRequest,
  type Repository,
} from "pulumi-launchdarkly-insights";
import { startEmulator, type Emulator } from "../../../emulator/index.js";
import { deployed, flagEvent, pullRequest, repository, testedAt } from "../../support/family.js";
import { configure } from "../../support/live.js";
import { family, send } from "../../support/send.js";

const place = { projectKey: "shop", environmentKey: "production" } as const;

/** The types are those of a program. Without resources, no engine is needed. */
describe("the reading functions that a program imports", () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({
      ...{ repositories: [repository], pullRequests: [pullRequest], flagEvents: [flagEvent], now: () => testedAt },
    });
    await send(emulator, "POST", `${family}/deployment-events`, { ...deployed, eventType: "finished" });
    await configure({});
    process.env["LAUNCHDARKLY_ACCESS_TOKEN"] = "api-emulator";
    process.env["LAUNCHDARKLY_API_HOST"] = emulator.url;
  });
  after(async () => {
    await configure({});
    await emulator.close();
  });

  const valueOf = <A>(output: pulumi.Output<A>): Promise<A> =>
    new Promise((resolve) => {
      output.apply(resolve);
    });

  it("return typed lists, which are the same from both forms", async () => {
    const repositories = await getRepositories();
    expectTypeOf(repositories).toEqualTypeOf<readonly Repository[]>();
    expect(repositories.map((each) => each.projects?.items[0]?.key)).to.deep.equal(["shop"]);
    expect(await valueOf(getRepositoriesOutput())).to.deep.equal(repositories);

    const deployments = await getDeployments({ ...place, status: "finished", kind: "a new word" });
    expectTypeOf(deployments).toEqualTypeOf<readonly Deployment[]>();
    expect(deployments).to.deep.equal([]);
    const found = await valueOf(getDeploymentsOutput({ ...place, projectKey: pulumi.output("shop"), limit: 1 }));
    expect(found.map(({ applicationVersion }) => applicationVersion)).to.deep.equal(["a1b2c3d"]);

    const events = await getFlagEvents({ ...place, impactSize: "small", global: "exclude" });
    expectTypeOf(events).toEqualTypeOf<readonly FlagEvent[]>();
    expect(await valueOf(getFlagEventsOutput({ ...place, applicationKeys: [pulumi.output("web")] }))).to.deep.equal(
      events,
    );

    const pullRequests = await getPullRequests({ projectKey: "shop", status: "merged" });
    expectTypeOf(pullRequests).toEqualTypeOf<readonly PullRequest[]>();
    const sorted = getPullRequestsOutput({ ...place, sort: "-leadTime" });
    expectTypeOf(sorted).toEqualTypeOf<pulumi.Output<readonly PullRequest[]>>();
    expect(await valueOf(sorted)).to.deep.equal(pullRequests);
  });

  it("return one deployment by an id that another function found", async () => {
    const id = getDeploymentsOutput(place).apply(([first]) => first?.id ?? "");
    const output = getDeploymentOutput({ id, expandPullRequests: true });
    expectTypeOf(output).toEqualTypeOf<pulumi.Output<Deployment>>();
    expect(await valueOf(output.apply((each) => each.pullRequests?.items[0]?.externalId))).to.equal("17");
    expect(await getDeployment({ id: await valueOf(id) })).to.include({ applicationKey: "web" });
  });

  it("return typed charts, which are the same from both forms", async () => {
    const window = { from: testedAt - 86_400_000, to: testedAt, bucketType: "hour" } as const;
    for (const [plain, output] of [
      [getDeploymentFrequency(window), getDeploymentFrequencyOutput(window)],
      [getLeadTime({ ...place, groupBy: "application" }), getLeadTimeOutput({ ...place, groupBy: "application" })],
      [getReleaseFrequency({ ...place, ...window }), getReleaseFrequencyOutput({ ...place, ...window })],
      [getFlagStatus(place), getFlagStatusOutput(place)],
      [getStaleFlags({ ...place, maintainerIds: [] }), getStaleFlagsOutput(place)],
    ] as const) {
      expectTypeOf(plain).toEqualTypeOf<Promise<InsightsChart>>();
      expectTypeOf(output).toEqualTypeOf<pulumi.Output<InsightsChart>>();
      expect(await valueOf(output)).to.deep.equal(await plain);
    }
  });

  it("have arguments that the compiler checks, and check them at run time for programs in JavaScript", async () => {
    const before = emulator.calls.length;
    for (const call of [
      // @ts-expect-error projectKey is missing
      () => getDeployments({ environmentKey: "production" }),
      // @ts-expect-error times are numbers
      () => getDeployments({ ...place, from: new Date(0) }),
      // @ts-expect-error id is misspelled
      () => getDeployment({ ids: "1" }),
      // @ts-expect-error this chart has no window
      () => getFlagStatus({ ...place, from: 1 }),
      // @ts-expect-error members are not expanded but included
      () => getFlagEvents({ ...place, expandMembers: true }),
      () => getPullRequests({ projectKey: "shop", sort: "leadTime" }),
    ]) {
      const error: unknown = await call().catch((cause: unknown) => cause);
      expect(pulumi.RunError.isInstance(error)).to.equal(true);
      expect(error)
        .to.have.property("message")
        .that.matches(/is missing|did you mean|must be|is required/);
    }
    expect(emulator.calls.length).to.equal(before);
  });
});
