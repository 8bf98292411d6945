import { expect } from "chai";
import type { StoredGroup } from "../../emulator/index.js";
import { scoresOf } from "../../emulator/generateScores.js";
import { serve } from "../support/live.js";
import { metric, period, lastPeriod, scores } from "../support/measured.js";
import { base, group } from "../support/declaredGroup.js";
import type { Run } from "../support/stack.js";
import { accessToken, makeEngineTestbed } from "../support/world.js";

const createdAt = 1_700_000_000_000;

describe("the functions of a program, in the real engine,", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed();

  const put = (given: Partial<StoredGroup> = {}): void => {
    const each = { ...base, createdAt, ...given };
    here.emulator.groups.set(each.key, each);
  };
  /** Returns the stack's outputs, as `pulumi stack output` shows them without --show-secrets. */
  const outputs = async (): Promise<Readonly<Record<string, unknown>>> => {
    const { code, output } = await here.stack.run(["stack", "output", "--json"]);
    expect(code, output).to.equal(0);
    return JSON.parse(output) as Readonly<Record<string, unknown>>;
  };
  const up = async (program: string): Promise<Run> => {
    await here.stack.program(`
      const insights = require("pulumi-launchdarkly-insights");
      ${program}`);
    return here.stack.succeed("up");
  };
  const failing = async (program: string): Promise<string> => {
    await here.stack.program(`
      const insights = require("pulumi-launchdarkly-insights");
      ${program}`);
    const { output } = await here.stack.fail("preview");
    expect(output, "a stack trace").not.to.match(/\n\s+at /);
    return output;
  };

  beforeEach(async () => {
    here.emulator.groups.clear();
    put();
    await here.stack.reset();
    here.calls();
  });

  it("read a group, its scores, all groups and the scores of an environment, without any SDK key", async () => {
    put({ key: "squad", name: "Squad", environmentKey: "test", applicationKeys: ["web", "api"] });
    put({ key: "others", projectKey: "games" });
    const { output } = await up(`
      const place = { projectKey: "shop", environmentKey: "production" };
      module.exports = async () => ({
        group: await insights.getInsightGroup({ key: "team" }),
        scored: await insights.getInsightGroup({ key: "squad", expandScores: true }),
        groups: await insights.getInsightGroups({ projectKey: "shop" }),
        named: (await insights.getInsightGroups({ query: "quad" })).map(({ key }) => key),
        environment: await insights.getInsightScores({ ...place, applicationKeys: ["web"] }),
      });`);
    const found = await outputs();
    const squad = {
      ...base,
      key: "squad",
      name: "Squad",
      environmentKey: "test",
      applicationKeys: ["api", "web"],
      createdAt,
    };
    expect(found["group"]).to.deep.equal({ ...base, createdAt });
    expect(found["scored"]).to.deep.include({ ...squad, scores: scoresOf(squad) });
    expect(found["scored"]).to.have.nested.property("scoreMetadata.period.endTime").that.is.a("number");
    expect(found["groups"]).to.deep.equal([squad, { ...base, createdAt }]);
    expect(found["named"]).to.deep.equal(["squad"]);
    expect(found["environment"]).to.deep.include({ scores: scoresOf({ ...base, applicationKeys: ["web"] }) });
    expect(found["environment"]).to.have.all.keys("period", "lastPeriod", "scores");
    expect(here.calls()).to.deep.equal(["GET team 200", "GET squad 200", "GET  200", "GET  200", "GET  200"]);
    for (const text of [output, JSON.stringify(found), await here.stack.checkpoint()]) {
      expect(text).not.to.match(/(sdk|mob)-emulator/);
      expect(text).not.to.contain(accessToken);
    }
  });

  it("run in each preview, and change nothing in the stack", async () => {
    const program = 'exports.name = insights.getInsightGroup({ key: "team" }).then(({ name }) => name);';
    await up(program);
    expect((await here.stack.succeed("preview", "--expect-no-changes")).changes).to.deep.equal({ unchanged: 1 });
    expect(here.calls()).to.deep.equal(["GET team 200", "GET team 200"]);
    expect(await here.stack.groups()).to.deep.equal({});
  });

  it("wait in a preview for the resource that provides their arguments, and run once it exists", async () => {
    here.emulator.groups.clear();
    await here.stack.program(`
      const insights = require("pulumi-launchdarkly-insights");
      const team = ${group()}
      exports.overall = insights.getInsightGroupOutput({ key: team.key, expandScores: true }).scores.overall.score;
      exports.keys = insights.getInsightGroupsOutput({ query: team.name }).apply((all) => all.map(({ key }) => key));
      exports.later = insights.getInsightGroupOutput({ key: pulumi.interpolate\`te\${team.createdAt.apply(() => "am")}\` }).name;`);
    expect((await here.stack.succeed("preview")).changes).to.deep.equal({ create: 2 });
    expect(here.calls()).to.deep.equal([]);
    await here.stack.succeed("up");
    const [first, ...others] = here.calls();
    expect(first).to.equal("POST team 201");
    expect(others).to.have.members(["GET team 200", "GET team 200", "GET  200"]);
    const { score } = scoresOf(base).overall;
    expect(await outputs()).to.deep.equal({ overall: score, keys: ["team"], later: "Team" });
    // The component exists now, so that a preview knows its outputs.
    await here.stack.succeed("preview", "--expect-no-changes");
    expect(here.calls()).to.have.members(["GET team 200", "GET team 200", "GET  200"]);
  });

  it("wait for everything in a component, including what it creates after its constructor", async () => {
    here.emulator.groups.clear();
    await here.stack.program(`
      const insights = require("pulumi-launchdarkly-insights");
      class Team extends pulumi.ComponentResource {
        constructor(name) { super("my:index:Team", name); }
        async initialize() {
          await new Promise((resolve) => setTimeout(resolve, 200));
          new Inner("inner", this);
        }
      }
      class Inner extends pulumi.ComponentResource {
        constructor(name, parent) {
          super("my:index:Inner", name, {}, { parent });
          ${group({}, "team", "{ parent: this }")}
        }
      }
      const team = new Team("team");
      exports.name = insights.getInsightGroupOutput({ key: "team" }, { dependsOn: [team] }).name;`);
    await here.stack.succeed("preview");
    expect(here.calls()).to.deep.equal([]);
    await here.stack.succeed("up");
    expect(here.calls()).to.deep.equal(["POST team 201", "GET team 200"]);
    expect(await outputs()).to.deep.equal({ name: "Team" });
  });

  it("wait for the resources they depend on", async () => {
    here.emulator.groups.clear();
    await here.stack.program(`
      const { getInsightGroupsOutput } = require("pulumi-launchdarkly-insights");
      const team = ${group()}
      exports.keys = getInsightGroupsOutput({}, { dependsOn: team }).apply((groups) => groups.map(({ key }) => key));`);
    await here.stack.succeed("preview");
    expect(here.calls()).to.deep.equal([]);
    await here.stack.succeed("up");
    expect(await outputs()).to.deep.equal({ keys: [base.key] });
  });

  it("list an account while the run creates groups in it", async () => {
    for (let index = 0; index < 100; index++) put({ key: `old${String(index)}`, name: `Old ${String(index)}` });
    here.emulator.groups.delete("team");
    here.emulator.behaviour.latency = 150; // pages are read while the groups are created
    try {
      await up(`
        const made = [];
        for (let index = 0; index < 60; index++) {
          const args = { key: "new" + index, name: "New", projectKey: "shop", environmentKey: "test" };
          made.push(new InsightGroup("new" + index, args, { dependsOn: index < 5 ? [] : [made[index - 5]] }));
        }
        exports.keys = new Promise((resolve) => made[0].createdAt.apply(resolve))
          .then(() => insights.getInsightGroups())
          .then((groups) => groups.map(({ key }) => key));`);
    } finally {
      here.emulator.behaviour.latency = undefined;
    }
    const { keys } = await outputs();
    for (let index = 0; index < 100; index++) expect(keys).to.include(`old${String(index)}`);
    expect(here.emulator.groups.size).to.equal(160);
    const calls = here.calls();
    const between = calls.slice(
      0,
      calls.findLastIndex((call) => call.startsWith("POST")),
    );
    expect(
      between.filter((call) => call === "GET  200"),
      "or this would prove nothing",
    ).to.have.length.above(6);
  });

  it("run at once if their arguments are known, even in a stack that does not exist yet", async () => {
    await here.stack.program(`
      const insights = require("pulumi-launchdarkly-insights");
      exports.name = insights.getInsightGroupOutput({ key: pulumi.output("team") }).name;`);
    expect((await here.stack.succeed("preview")).output).to.match(/name *: *"Team"/);
    expect(here.calls()).to.deep.equal(["GET team 200"]);
  });

  describe("with an explicit provider", () => {
    const provider = 'const provider = new Provider("other", { accessToken: "api-other-canary" });';
    beforeEach(() => {
      here.emulator.setToken("api-other-canary");
    });
    afterEach(() => {
      here.emulator.setToken(accessToken);
    });

    it("read from its account, and return no secret although the token is one", async () => {
      const { output } = await up(`
        ${provider}
        const place = { projectKey: "shop", environmentKey: "production" };
        exports.name = insights.getInsightGroupOutput({ key: "team" }, { provider }).name;
        exports.keys = insights.getInsightGroupsOutput({}, { provider }).apply((all) => all.map(({ key }) => key));
        exports.score = insights.getInsightScoresOutput(place, { provider }).scores.overall.score;`);
      expect(await outputs()).to.deep.equal({ name: "Team", keys: ["team"], score: scoresOf(base).overall.score });
      const state = await here.stack.checkpoint();
      for (const text of [output, state]) expect(text).not.to.contain("api-other-canary");
    });

    it("use the account of the stack for calls without the option", async () => {
      const text = await failing(`
        ${provider}
        exports.other = insights.getInsightGroupOutput({ key: "team" }, { provider }).name;
        exports.own = insights.getInsightGroupOutput({ key: "squad" }).name;`);
      expect(text).to.contain('Cannot read insight group "squad": LaunchDarkly returned 401');
      expect(text).not.to.contain('"team"').and.not.to.contain(accessToken);
    });

    it("use stack config for the settings that it omits, as the provider does", async () => {
      await here.stack.run(["config", "set", "--secret", "launchdarkly:accessToken", "api-other-canary"]);
      try {
        await up(`
          const provider = new Provider("other", { maxConcurrency: 1 });
          exports.name = insights.getInsightGroupOutput({ key: "team" }, { provider }).name;
          exports.own = insights.getInsightGroup({ key: "team" }).then(({ name }) => name);`);
        expect(await outputs()).to.deep.equal({ name: "Team", own: "Team" });
      } finally {
        await here.stack.run(["config", "rm", "launchdarkly:accessToken"]);
      }
    });

    it("refuse a provider of another package", async () => {
      const text = await failing(`
        class Other extends pulumi.ProviderResource {
          constructor() { super("pulumi-nodejs", "other", {}); }
        }
        exports.name = insights.getInsightGroupOutput({ key: "team" }, { provider: new Other() }).name;`);
      expect(text).to.contain("the option `provider` must be a Provider of this package");
    });
  });

  it("return a secret if an argument is a secret", async () => {
    await up(`
      exports.group = insights.getInsightGroupOutput({ key: pulumi.secret("team") });
      exports.open = insights.getInsightGroupOutput({ key: "team" }).name;`);
    expect(await outputs()).to.deep.equal({ group: "[secret]", open: "Team" });
    expect(await here.stack.checkpoint()).not.to.contain(String(createdAt));
  });

  it("omit values that LaunchDarkly returned as null", async () => {
    const server = await serve((_, response) => {
      const measured = {
        ...scores,
        risk: { ...metric, indicator: "terrific", lastPeriod: null },
        leadTime: { ...metric, score: null, indicator: "notCalculated" },
        velocity: null,
        creationRatio: null,
      };
      response.writeHead(200).end(JSON.stringify({ period, lastPeriod, scores: measured }));
    });
    try {
      await here.stack.program(`
        const { getInsightScores } = require("pulumi-launchdarkly-insights");
        exports.found = getInsightScores({ projectKey: "shop", environmentKey: "production" });`);
      const { code, output } = await here.stack.run(["up", "--yes", "--skip-preview"], {
        LAUNCHDARKLY_API_HOST: server.url,
      });
      expect(code, output).to.equal(0);
      const measured = {
        ...scores,
        risk: { ...metric, indicator: "terrific" },
        leadTime: { indicator: "notCalculated", indicatorRange: metric.indicatorRange },
        velocity: { indicator: "unknown" },
      };
      expect(await outputs()).to.deep.equal({ found: { period, lastPeriod, scores: measured } });
    } finally {
      await server.close();
    }
  });

  it("log warnings to the engine, not to standard error", async () => {
    const server = await serve((_, response) => {
      response.writeHead(200).end(JSON.stringify({ totalCount: 2, items: [{ ...base, createdAt }] }));
    });
    try {
      await here.stack.program(`
        const { getInsightGroups } = require("pulumi-launchdarkly-insights");
        exports.found = getInsightGroups().then((groups) => groups.length);`);
      const { code, output } = await here.stack.run(["preview"], {
        LAUNCHDARKLY_API_HOST: server.url,
        LAUNCHDARKLY_DEBUG: "true",
      });
      expect(code, output).to.equal(0);
      expect(output).to.match(/^ *warning: LaunchDarkly counts 2 insight groups, but lists 1 of them/m);
      expect(output).to.match(/^ *GET \/api\/v2\/.* 200 in /m);
    } finally {
      await server.close();
    }
  });

  describe("end the program with the message, and without a stack trace,", () => {
    for (const [what, program, ...facts] of [
      [
        "if an argument is invalid",
        'module.exports = async () => ({ name: (await insights.getInsightGroup({ kye: "team" })).name });',
        'kye is not an argument of getInsightGroup: did you mean "key"?; key is missing',
      ],
      [
        "if an Input is invalid",
        'exports.name = insights.getInsightGroupOutput({ key: pulumi.output("a/b") }).name;',
        'Cannot read insight group "a/b": key must not contain "/"',
      ],
      [
        "if an argument of a provider is misspelled",
        'new Provider("europe", { token: "api-other-canary" });',
        'token is not an argument of Provider: did you mean "accessToken"?',
      ],
      [
        "if a plain form gets options",
        'insights.getInsightGroup({ key: "team" }, { provider: new Provider("europe", {}) });',
        "getInsightGroup takes no options: use getInsightGroupOutput",
      ],
      [
        "if LaunchDarkly has no group with the key",
        'exports.group = insights.getInsightGroup({ key: "squad" });',
        'Cannot read insight group "squad": it does not exist in the account',
      ],
      [
        "if the result is an argument of a resource",
        `new InsightGroup("a", { key: "a", projectKey: "shop", environmentKey: "test",
          name: insights.getInsightGroupOutput({ key: "squad" }).name });`,
        'Cannot read insight group "squad": it does not exist in the account',
      ],
      [
        "if the program ignores the result",
        'insights.getInsightGroup({ key: "squad" });',
        'Cannot read insight group "squad": it does not exist in the account',
      ],
      [
        "if LaunchDarkly refuses the request",
        'exports.scores = insights.getInsightScoresOutput({ projectKey: "nowhere", environmentKey: "production" });',
        'Cannot read insight scores of project "nowhere", environment "production": LaunchDarkly returned 400',
      ],
    ] as const) {
      it(what, async () => {
        here.emulator.behaviour.projects = { shop: ["production", "test"] };
        const text = await failing(program);
        for (const fact of facts) expect(text).to.contain(fact);
        here.emulator.behaviour.projects = undefined;
      });
    }

    it("if there is no token", async () => {
      await here.stack.program(`
        const { getInsightGroups } = require("pulumi-launchdarkly-insights");
        exports.groups = getInsightGroups();`);
      const { code, output } = await here.stack.run(["preview"], { LAUNCHDARKLY_ACCESS_TOKEN: "" });
      expect(code).not.to.equal(0);
      expect(output).to.contain("Cannot list insight groups: there is no LaunchDarkly access token");
      expect(output).not.to.match(/\n\s+at /);
    });
  });
});
