import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { engine } from "../../../scripts/engine.js";
import { languageHost } from "../../../scripts/languages.js";
import { installPlugin } from "../../support/languageProgram.js";
import { blocks, repository } from "../../support/markdown.js";
import { makeEngineTestbed } from "../../support/world.js";

const { signal } = new AbortController();
const executable = "pulumi-resource-launchdarkly-insights";
const program = (options = ""): string => `name: life
runtime: yaml
${options}
resources:
  team:
    type: launchdarkly-insights:InsightGroup
    properties: { name: Team, key: team, projectKey: shop, environmentKey: production }
`;

describe("the native plugin, in the real engine,", function () {
  this.timeout(600_000);
  const here = makeEngineTestbed();
  let path = "";

  before(async () => {
    const { folder, env } = here.stack;
    await rm(join(folder, "package.json"));
    await rm(join(folder, "node_modules"));
    await rm(join(folder, "../plugins"), { recursive: true });
    await mkdir(join(folder, "node_modules/.bin"), { recursive: true });
    await symlink(join(repository, "dist/plugin.js"), join(folder, "node_modules/.bin", executable));
    path = [await languageHost("yaml", await engine(signal), signal), env["PATH"]].join(delimiter);
  });

  const preview = async (options?: string, more = ""): Promise<string> => {
    await writeFile(join(here.stack.folder, "Pulumi.yaml"), program(options));
    const { output } = await here.stack.run(["preview"], { PATH: [more, path].join(delimiter) });
    return output;
  };

  it("is not found without a configured place", async () => {
    expect(await preview()).to.include(`no resource plugin '${executable}' found`);
  });

  for (const options of blocks("docs/languages.md", "yaml").filter((block) => block.includes("node_modules/.bin"))) {
    it(`is found in the folder that the project sets in ${options.split(":", 1).join("")}`, async () => {
      expect(await preview(options)).to.include("2 to create");
    });
  }

  it("is found on the PATH, as in an npm script", async () => {
    expect(await preview("", join(here.stack.folder, "node_modules/.bin"))).to.include("2 to create");
  });

  it("is added to a project after it is installed from its tarball", async () => {
    await installPlugin(here.stack);
    expect(await preview()).to.include("2 to create");
    const { code, output } = await here.stack.run(["package", "add", "launchdarkly-insights"], { PATH: path });
    expect(code, output).to.equal(0);
    expect((await here.stack.run(["preview"], { PATH: path })).output).to.include("2 to create");
  });

  it("imports a group by type, and generates its code", async () => {
    const { emulator, stack } = here;
    const group = { name: "Checkout team", key: "checkout-team", projectKey: "shop", environmentKey: "production" };
    emulator.groups.set(group.key, { ...group, applicationKeys: ["web"], createdAt: 1 });
    const command = /pulumi (import .*)/.exec(blocks("docs/languages.md", "sh").join("\n"))?.[1] ?? expect.fail();
    const { code, output } = await stack.run([...command.split(" "), "--yes", "--protect=false"], { PATH: path });
    expect(code, output).to.equal(0);
    const text = output.slice(output.indexOf("\nresources:\n"));
    await writeFile(join(stack.folder, "Pulumi.yaml"), `name: life\nruntime: yaml${text}`);
    const unchanged = await stack.run(["preview", "--expect-no-changes"], { PATH: path });
    expect(unchanged.code, unchanged.output).to.equal(0);
  });
});
