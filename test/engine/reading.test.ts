import { expect } from "chai";
import { deployed, flagEvent, pullRequest, repository, testedAt } from "../support/family.js";
import { family, headers } from "../support/send.js";
import { accessToken, makeEngineTestbed } from "../support/world.js";

describe("the functions that read the data behind the scores, in the real engine,", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed({
    ...{ repositories: [repository], pullRequests: [pullRequest], flagEvents: [flagEvent], now: () => testedAt },
  });

  it("provide the outputs of a stack, without names of members, and read them again in an update without changes", async () => {
    for (const version of ["a1b2c3d", "b2c3d4e"]) {
      const response = await fetch(`${here.emulator.url}${family}/deployment-events`, {
        method: "POST",
        headers: { ...headers, Authorization: accessToken, "Content-Type": "application/json" },
        body: JSON.stringify({ ...deployed, version, eventType: "finished", eventTime: testedAt - 1_000 }),
      });
      expect(response.status).to.equal(201);
    }
    await here.stack.program(`
      const insights = require("pulumi-launchdarkly-insights");
      const environment = { projectKey: "shop", environmentKey: "production" };
      module.exports = async () => {
        const deployments = await insights.getDeployments({ ...environment, expandPullRequests: true });
        const latest = insights.getDeploymentsOutput({ ...environment, limit: 1 }).apply(([first]) => first.id);
        return {
          deployments,
          latest: insights.getDeploymentOutput({ id: latest }).applicationVersion,
          repositories: await insights.getRepositories(),
          events: await insights.getFlagEvents(environment),
          pullRequests: await insights.getPullRequests({ projectKey: "shop" }),
          charts: await Promise.all([
            insights.getDeploymentFrequency(),
            insights.getLeadTime(environment),
            insights.getReleaseFrequency(environment),
            insights.getFlagStatus(environment),
            insights.getStaleFlags(environment),
          ]),
        };
      };`);
    const { output } = await here.stack.succeed("up");
    const { output: shown } = await here.stack.run(["stack", "output", "--json"]);
    const found = JSON.parse(shown) as Readonly<Record<string, unknown>>;
    expect(found["deployments"]).to.have.length(2);
    expect(found["deployments"]).to.have.nested.property("[0].startedAt", testedAt - 1_000);
    expect(["a1b2c3d", "b2c3d4e"]).to.include(found["latest"]);
    expect(found["repositories"]).to.have.nested.property("[0].projects.items[0].key", "shop");
    expect(found["events"]).to.have.nested.property("[0].member.id", "member");
    expect(found["pullRequests"]).to.have.nested.property("[0].externalId", "17");
    expect(found["charts"]).to.have.length(5);
    for (const text of [output, shown, await here.stack.checkpoint()]) {
      expect(text).not.to.contain("ada@example.com").and.not.to.contain(accessToken);
      expect(text).not.to.contain(flagEvent.member?.lastName);
    }
    here.calls();
    await here.stack.succeed("up", "--expect-no-changes");
    expect(here.calls()).to.have.length(11);
  });
});
