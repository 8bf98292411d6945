import { expect } from "chai";
import { group } from "../support/declaredGroup.js";
import { accessToken, makeEngineTestbed } from "../support/world.js";

/** Every form in which a token could leak. */
const forms = [
  accessToken,
  Buffer.from(accessToken).toString("base64"),
  Buffer.from(`:${accessToken}`).toString("base64"),
  encodeURIComponent(accessToken),
];

describe("secrets, in the real engine,", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed({}, { LAUNCHDARKLY_DEBUG: "true" });
  const expectNone = (where: string, text: string): void => {
    expect(text.length, `${where} is empty`).to.be.greaterThan(0);
    for (const form of forms) expect(text.includes(form), `the token is in ${where}`).to.equal(false);
    expect(text, `an SDK key is in ${where}`).not.to.match(/(sdk|mob)-emulator/);
  };

  it("appear nowhere: not in outputs, the engine's most verbose log, state, its export or errors", async () => {
    const talkative = ["-v=9", "--logtostderr", "--logflow"];
    await here.stack.program(group({ applicationKeys: ["web"] }));
    const runs = [
      await here.stack.succeed("up", ...talkative),
      await here.stack.succeed("refresh", ...talkative),
      await here.stack.run(["stack", "export", "--show-secrets"]),
    ];
    here.emulator.setToken("api-another");
    runs.push(await here.stack.fail("refresh", ...talkative));
    here.emulator.setToken(accessToken);
    here.emulator.setFaults({ resetBefore: 1 });
    runs.push(await here.stack.run(["destroy", "--yes", ...talkative], { LAUNCHDARKLY_DEADLINE: "1" }));
    here.emulator.setFaults(undefined);
    runs.push(await here.stack.succeed("destroy", ...talkative));
    runs.forEach(({ output }, index) => {
      expectNone(`the output of run ${String(index)}`, output);
    });
    expectNone("the checkpoint", await here.stack.checkpoint());
  });

  it("are hidden while debug lines show the method, path and status of each attempt", async () => {
    await here.stack.program(group());
    const { output } = await here.stack.succeed("up");
    expect(output).to.match(/launchdarkly: POST \/api\/v2\/engineering-insights\/insights\/group 201 in \d+ ms/);
    await here.stack.succeed("destroy");
  });

  it("are hidden if a token is passed to a resource, which has no such argument", async () => {
    await here.stack.program(group({ accessToken }).replace(JSON.stringify(accessToken), "pulumi.secret($&)"));
    const { output } = await here.stack.fail("preview");
    expect(output).to.contain("accessToken is not an argument of InsightGroup");
    expectNone("the output", output);
  });

  it("from stack config are in no checkpoint and no output", async () => {
    await here.stack.run(["config", "set", "--secret", "launchdarkly:accessToken", accessToken]);
    const without = { LAUNCHDARKLY_ACCESS_TOKEN: "" };
    await here.stack.program(group());
    for (const operation of ["up", "refresh"]) {
      const { code, output } = await here.stack.run([operation, "--yes", "--skip-preview"], without);
      expect(code, output).to.equal(0);
      expectNone(`the output of ${operation}`, output);
      expectNone("the checkpoint", await here.stack.checkpoint());
    }
    expect((await here.stack.run(["destroy", "--yes", "--skip-preview"], without)).code).to.equal(0);
  });
});
