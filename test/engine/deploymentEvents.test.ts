import { once } from "node:events";
import { expect } from "chai";
import type { FaultKind } from "../../emulator/index.js";
import { deploymentEventType } from "../../provider/state.js";
import { deployed } from "../support/deploymentEvents.js";
import type { StateResource } from "../support/stack.js";
import { makeEngineTestbed } from "../support/world.js";

const count = 20;

/** A program with 20 events of three types. @param first Other arguments of the first event. */
const program = (first: object = {}): string => `
  for (let i = 0; i < ${String(count)}; i++) {
    const eventType = [undefined, "started", "failed", null][i % 4];
    const first = i === 0 ? ${JSON.stringify(first)} : {};
    const args = { ...${JSON.stringify(deployed)}, applicationKey: "app-" + i, eventType, ...first };
    new DeploymentEvent("event-" + i, args);
  }
`;

/** A program with one event. @param args JavaScript. */
const single = (args: string, options = "{}"): string => `
  new DeploymentEvent("event", { ...${JSON.stringify(deployed)}, ${args} }, ${options});
`;

describe("deployment events, in the real engine,", function () {
  this.timeout(180_000);
  const here = makeEngineTestbed();
  const up = async (text: string): Promise<Readonly<Record<string, number>>> => {
    await here.stack.program(text);
    return (await here.stack.succeed("up")).changes;
  };
  const inState = async (): Promise<readonly StateResource[]> => {
    const state = JSON.parse(await here.stack.checkpoint()) as {
      readonly checkpoint: { readonly latest: { readonly resources?: readonly StateResource[] } };
    };
    return (state.checkpoint.latest.resources ?? []).filter(({ type }) => type === deploymentEventType);
  };
  const methods = (): readonly string[] => here.calls().map((call) => call.split(" ")[0] ?? "");
  const clear = async (): Promise<void> => {
    await here.stack.reset();
    here.emulator.deploymentEvents.clear();
    here.emulator.deployments.clear();
    here.calls();
  };

  describe("in a program with 20 events", () => {
    after(clear);

    it("are recorded with one POST each", async () => {
      expect(await up(program())).to.deep.equal({ created: count + 1 });
      expect(methods()).to.deep.equal(Array(count).fill("POST"));
      expect(here.emulator.deploymentEvents.size).to.equal(count);
      const [first] = await inState();
      const { recordedAt } = first?.outputs ?? {};
      const sent = [...here.emulator.deploymentEvents.values()].find(({ eventTime }) => eventTime === recordedAt);
      expect(sent).to.include({ version: deployed.version });
      expect(first?.inputs).not.to.have.property("eventTime");
    });

    it("cause no call and no change if the program is the same or states the defaults", async () => {
      expect(await up(program())).to.deep.equal({ unchanged: count + 1 });
      expect(await up(program({ eventType: "finished", eventTime: null }))).to.deep.equal({ unchanged: count + 1 });
      expect((await here.stack.succeed("refresh", "--expect-no-changes")).changes).to.deep.equal({
        unchanged: count + 1,
      });
      expect(methods()).to.deep.equal([]);
    });

    it("cause one new event if an argument changes, which the preview reports", async () => {
      await here.stack.program(program({ version: "1.4.1" }));
      const { output, changes } = await here.stack.succeed("preview");
      expect(output).to.include(
        'Deployment event "shop/production/app-0/1.4.0/finished" is replaced: a new event is recorded, and the old one ' +
          "stays in LaunchDarkly.",
      );
      expect(changes).to.deep.equal({ replace: 1, unchanged: count });
      expect(methods()).to.deep.equal([]);
      expect((await here.stack.succeed("up")).changes).to.deep.equal({ replaced: 1, unchanged: count });
      expect(methods()).to.deep.equal(["POST"]);
      expect(here.emulator.deploymentEvents.size).to.equal(count + 1);
    });

    it("leave the stack without a call, and stay in LaunchDarkly", async () => {
      await here.stack.succeed("destroy");
      expect(methods()).to.deep.equal([]);
      expect(await inState()).to.deep.equal([]);
      expect(here.emulator.deploymentEvents.size).to.equal(count + 1);
    });
  });

  it("are each recorded exactly once although replies are lost and requests fail", async () => {
    here.emulator.behaviour.deploymentDelay = 100;
    const kinds: readonly (FaultKind | undefined)[] = [
      "resetAfter",
      "error500After",
      "resetBefore",
      "notJson",
      undefined,
    ];
    here.emulator.scriptFaults(Array.from({ length: count }, (_, index) => kinds[index % kinds.length]));
    expect(await up(program())).to.deep.equal({ created: count + 1 });
    const applications = [...here.emulator.deploymentEvents.values()].map(({ applicationKey }) => applicationKey);
    expect([...applications].sort()).to.deep.equal(
      Array.from({ length: count }, (_, index) => `app-${String(index)}`).sort(),
    );
    expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: count + 1 });
    here.emulator.behaviour.deploymentDelay = undefined;
    await clear();
  });

  for (const [what, args, repeated, recorded] of [
    ["a second event without an eventTime", "", "ignore", 2],
    ["the same event again with an eventTime", "eventTime: 1750000000000", "ignore", 1],
    ["the same event again with an eventTime, which LaunchDarkly may count", "eventTime: 1750000000000", "count", 2],
  ] as const) {
    it(`record ${what} if the engine is killed during a create`, async () => {
      here.emulator.behaviour.repeatedEvents = repeated;
      here.emulator.behaviour.latency = 2_000;
      await here.stack.program(single(args));
      const { process: engine } = here.stack.start(["up", "--yes", "--skip-preview"]);
      await new Promise<void>((resolve) => {
        here.emulator.onCall(() => {
          resolve();
        });
      });
      engine.kill("SIGKILL");
      await once(engine, "exit");
      here.emulator.onCall(undefined);
      here.emulator.behaviour.latency = undefined;

      await here.stack.restoreTornCheckpoint();
      await here.stack.run(["cancel", "--yes"]);
      expect((await here.stack.succeed("up")).changes).to.include({ created: 1 });
      expect(methods()).to.deep.equal(["POST", "POST"]);
      expect(here.emulator.deploymentEvents.size).to.equal(recorded);
      expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
      await clear();
    });
  }

  it("keep secret metadata secret in state after up, refresh and a reordering of members", async () => {
    const secret = "correct-horse-battery";
    const metadata = (value: string) =>
      single(`eventMetadata: pulumi.secret(${value}), deploymentMetadata: { deep: [pulumi.secret("${secret}")] }`);
    await up(metadata(`{ a: "${secret}", b: { c: 1, d: 2 } }`));
    expect(JSON.stringify([...here.emulator.deploymentEvents.values()])).to.include(secret);
    expect(await here.stack.checkpoint()).not.to.include(secret);
    await here.stack.succeed("refresh");
    expect(await here.stack.checkpoint()).not.to.include(secret);
    expect(await up(metadata(`{ b: { d: 2, c: 1 }, a: pulumi.output("${secret}") }`))).to.deep.equal({ unchanged: 2 });
    expect(await here.stack.checkpoint()).not.to.include(secret);
    await clear();
  });

  it("can take every argument from a resource that is not yet known", async () => {
    await here.stack.program(`
      const first = new DeploymentEvent("first", ${JSON.stringify(deployed)});
      const text = first.recordedAt.apply(() => "next");
      new DeploymentEvent("second", {
        projectKey: text, environmentKey: text, applicationKey: text, version: text, versionName: text,
        eventTime: first.recordedAt, eventMetadata: { deep: [text] }, deploymentMetadata: text.apply((value) => ({ value })),
      });
    `);
    expect((await here.stack.succeed("preview")).changes).to.deep.equal({ create: 3 });
    await here.stack.succeed("up");
    expect([...here.emulator.deploymentEvents.values()][1]).to.deep.include({
      projectKey: "next",
      version: "next",
      eventMetadata: { deep: ["next"] },
      deploymentMetadata: { value: "next" },
    });
    expect((await here.stack.succeed("preview")).changes).to.deep.equal({ unchanged: 3 });
    await clear();
  });

  it("are recorded twice for two resources with the same arguments", async () => {
    expect(await up(`${single("")} new DeploymentEvent("again", ${JSON.stringify(deployed)});`)).to.include({
      created: 3,
    });
    expect(here.emulator.deploymentEvents.size).to.equal(2);
    await clear();
  });

  it("report a refused import with all other mistakes in preview", async () => {
    await here.stack.program(
      single('version: "a b", eventTyp: "done"', '{ import: "shop/production/checkout/1/finished" }'),
    );
    const { output } = await here.stack.fail("preview");
    for (const text of [
      "an event has no id in LaunchDarkly",
      'did you mean "eventType"?',
      "must contain only letters",
    ]) {
      expect(output).to.include(text);
    }
    expect(methods()).to.deep.equal([]);
  });
});
