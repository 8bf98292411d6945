import { expect } from "chai";
import { group } from "../support/declaredGroup.js";
import { makeEngineTestbed } from "../support/world.js";

/** Counts the occurrences of a text in another. */
const count = (text: string, part: string): number => text.split(part).length - 1;

describe("invalid settings, in the real engine,", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed();
  const settings = {
    LAUNCHDARKLY_API_HOST: "http://example.com",
    LAUNCHDARKLY_DEBUG: "maybe",
    LAUNCHDARKLY_REQUEST_TIMEOUT: "0",
    LAUNCHDARKLY_DEADLINE: "2m",
    LAUNCHDARKLY_MAX_CONCURRENCY: "many",
  };

  it("fail the preview all at once, together with invalid arguments, and once for all groups", async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `team-${String(index)}`);
    await here.stack.program(keys.map((key) => group({ key, name: "" }, key)).join(""));
    for (const args of [["preview"], ["up", "--yes", "--skip-preview"]]) {
      const { code, output } = await here.stack.run(args, settings);
      const [, diagnostics = ""] = output.split("Diagnostics:");
      expect(code, output).not.to.equal(0);
      for (const name of Object.keys(settings)) {
        expect(count(diagnostics, `(or ${name})`), output).to.equal(1);
      }
      expect(count(diagnostics, "has a problem: launchdarkly:"), output).to.equal(Object.keys(settings).length);
      expect(count(diagnostics, "property name value {} has a problem"), output).to.equal(1);
    }
    expect(here.calls()).to.deep.equal([]);
  });

  it("fail the preview without the password if the proxy is no URL", async () => {
    await here.stack.program(group());
    const proxy = { HTTPS_PROXY: "http://alice:hunter2#x@proxy:8080", LAUNCHDARKLY_API_HOST: "launchdarkly.test" };
    const { code, output } = await here.stack.run(["preview"], proxy);
    expect(code, output).not.to.equal(0);
    expect(output).to.include("has a problem: HTTPS_PROXY is not a valid URL").and.not.to.include("hunter2");
  });

  it("fail a refresh all at once, although it checks nothing", async () => {
    await here.stack.program(group());
    await here.stack.succeed("up");
    const wrong = { LAUNCHDARKLY_DEADLINE: "2m", LAUNCHDARKLY_DEBUG: "maybe" };
    const { code, output } = await here.stack.run(["refresh", "--yes", "--skip-preview"], wrong);
    expect(code, output).not.to.equal(0);
    expect(output).to.match(/Cannot read insight group "team": launchdarkly:debug .*; launchdarkly:deadline .*\./);
    await here.stack.succeed("destroy");
  });

  it("do not include a missing token, or a setting that is unknown in the preview", async () => {
    const without = { LAUNCHDARKLY_ACCESS_TOKEN: "" };
    await here.stack.program(group());
    expect((await here.stack.run(["preview"], without)).code).to.equal(0);
    await here.stack.program(`
      const first = ${group()}
      const given = { apiHost: first.createdAt.apply(() => process.env.LAUNCHDARKLY_API_HOST) };
      ${group({ key: "till" }, "till", '{ provider: new Provider("known later", given) }')}
    `);
    const { code, output } = await here.stack.run(["preview"]);
    expect(code, output).to.equal(0);
    await here.stack.succeed("up");
    expect(await here.stack.groups()).to.have.all.keys("team", "till");
    await here.stack.succeed("destroy");
  });
});
