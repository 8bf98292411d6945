import { expect } from "chai";
import { base } from "../support/declaredGroup.js";
import { accessToken, makeEngineTestbed } from "../support/world.js";

const native = `
class InsightGroup2 extends pulumi.CustomResource {
  constructor(name, args, opts) { super("launchdarkly-insights:index:InsightGroup", name, { ...args, createdAt: undefined }, opts); }
}
`;
const group = (args: object = {}, name = "team", options = "{}"): string =>
  `${native}const g = new InsightGroup2("${name}", ${JSON.stringify({ ...base, ...args })}, ${options});\n`;

describe("the plugin, in the real engine", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed();
  it("lives", async () => {
    await here.stack.program(group({ applicationKeys: ["web", "api", "web"] })+" exports.out = g.createdAt;");
    console.log((await here.stack.succeed("preview", "--diff")).output);
    console.log((await here.stack.succeed("up")).output);
    console.log(await here.stack.groups(), here.calls());
    console.log((await here.stack.succeed("up")).output);
    await here.stack.program(group({ name: "The team", applicationKeys: ["api"] }));
    console.log((await here.stack.succeed("preview", "--diff")).output);
    console.log((await here.stack.succeed("up")).output);
    await here.stack.program(group({ name: "The team", projectKey: "games" }));
    console.log((await here.stack.succeed("preview", "--diff")).output);
    console.log((await here.stack.succeed("up")).output, here.calls());
    console.log((await here.stack.succeed("refresh")).output, here.calls());
    console.log((await here.stack.succeed("destroy")).output, here.calls());
  });
});
