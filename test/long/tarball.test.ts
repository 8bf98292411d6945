import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { cp, mkdtemp, readFile, rm, symlink, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { run } from "../../scripts/runCommand.js";
import { firstOutput } from "../support/command.js";
import { accessToken, makeEngineTestbed } from "../support/world.js";

const repository = resolve(__dirname, "../..");
const packageJson = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
};
const { devDependencies, peerDependencies, version } = packageJson;

const args =
  '{ name: "Team", key: "team", projectKey: "shop", environmentKey: "production", applicationKeys: ["web"] }';

describe("the tarball, in a new project,", function () {
  this.timeout(300_000);
  const here = makeEngineTestbed();
  let packed = "";
  let contents: readonly string[] = [];

  const install = (...packages: readonly string[]): Promise<string> =>
    run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...packages], { cwd: here.stack.folder });

  before(async () => {
    packed = await mkdtemp(join(tmpdir(), "insights-tarball-"));
    const made = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", packed], {
      cwd: repository,
      env: { ...process.env, LAUNCHDARKLY_ACCESS_TOKEN: accessToken },
    });
    const [tarball] = JSON.parse(made) as [{ filename: string; files: { path: string }[] }];
    contents = tarball.files.map(({ path }) => path);
    await unlink(join(here.stack.folder, "node_modules"));
    await writeFile(join(here.stack.folder, "package.json"), '{ "private": true }');
    await install(
      join(packed, tarball.filename),
      ...["@pulumi/pulumi", "typescript"].map((name) => `${name}@${devDependencies[name] ?? ""}`),
    );
  });

  after(() => rm(packed, { recursive: true, force: true }));

  it("contains only the built package, its license and its documentation", () => {
    expect(
      contents
        .filter(
          (path) =>
            !/^(dist\/(provider|cli|emulator)\/[\w/]+\.(js|d\.ts)|(docs|examples)\/[\w/]+(\.test)?\.(md|ts|yml|sh))$/.test(
              path,
            ),
        )
        .sort(),
    ).to.deep.equal(
      [
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "docs/cost.svg",
        "docs/drift.svg",
        "dist/plugin.js",
        "package.json",
      ].sort(),
    );
  });

  it("contains neither a token of the user who packed it nor an SDK key", () => {
    const [file = ""] = readdirSync(packed);
    const bytes = gunzipSync(readFileSync(join(packed, file)));
    for (const form of [accessToken, Buffer.from(accessToken).toString("base64")])
      expect(bytes.includes(form)).to.equal(false);
    expect(bytes.toString("latin1")).not.to.match(/(sdk|mob|api)-[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  for (const [kind, manifest, file, program] of [
    [
      "TypeScript",
      {},
      "index.ts",
      `import * as insights from "pulumi-launchdarkly-insights";
       const args: insights.InsightGroupArgs = ${args};
       export const createdAt = new insights.InsightGroup("team", args).createdAt;`,
    ],
    [
      "JavaScript with CommonJS",
      {},
      "index.js",
      `const { InsightGroup } = require("pulumi-launchdarkly-insights");
       exports.createdAt = new InsightGroup("team", ${args}).createdAt;`,
    ],
    [
      "JavaScript with ES modules",
      { type: "module" },
      "index.mjs",
      `import { InsightGroup } from "pulumi-launchdarkly-insights";
       export const createdAt = new InsightGroup("team", ${args}).createdAt;`,
    ],
  ] as const) {
    it(`completes the lifecycle in ${kind}`, async () => {
      const { stack } = here;
      const installed = JSON.parse(await readFile(join(stack.folder, "package.json"), "utf8")) as object;
      await writeFile(join(stack.folder, "package.json"), JSON.stringify({ ...installed, main: file, ...manifest }));
      await writeFile(join(stack.folder, file), program);
      await wholeLife();
    });
  }

  it("provides the emulator and its types for tests in the same process, with CommonJS and with ES modules", async () => {
    const { folder } = here.stack;
    const test = `
      import { startEmulator, type Emulator } from "pulumi-launchdarkly-insights/emulator";
      const print = async ({ url, token, groups, calls }: Emulator): Promise<void> => {
        const headers = { Authorization: token, "LD-API-Version": "beta" };
        await fetch(url + "/api/v2/engineering-insights/insights/groups/team", { headers, method: "DELETE" });
        console.log(groups.size, calls.map(({ method, key, status }) => [method, key, status].join(" ")).join());
      };
      const team = ${args};
      void startEmulator({ groups: [{ ...team, createdAt: 1 }] }).then(async (emulator) => {
        await print(emulator);
        await emulator.close();
      });`;
    for (const kind of ["cts", "mts"]) await writeFile(join(folder, `offline.${kind}`), test);
    const options = ["--strict", "--module", "nodenext", "--lib", "es2024,dom"];
    await run("npx", ["tsc", ...options, "offline.cts", "offline.mts"], { cwd: folder });
    for (const kind of ["cjs", "mjs"]) {
      expect(await run("node", [`offline.${kind}`], { cwd: folder })).to.equal("0 DELETE team 204");
    }
  });

  it("starts as a plugin from the folder for pulumi package add, as Pulumi's Node host starts it", async () => {
    const folder = join(here.stack.folder, "pulumi-package");
    await cp(join(repository, "pulumi-package"), folder, { recursive: true });
    await symlink("../node_modules", join(folder, "node_modules"));
    const { dependencies } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as typeof packageJson;
    expect(dependencies).to.deep.equal({ ...peerDependencies, "pulumi-launchdarkly-insights": version });
    const host = spawn("node", ["node_modules/@pulumi/pulumi/cmd/run-plugin/index.js", "."], { cwd: folder });
    try {
      expect(await firstOutput(host)).to.match(/^\d+\n$/);
    } finally {
      host.kill();
    }
  });

  it("completes the lifecycle with the oldest supported SDK", async () => {
    const oldest = peerDependencies["@pulumi/pulumi"]?.replace("^", "") ?? "";
    await install(`@pulumi/pulumi@${oldest}`, "typescript@5");
    await wholeLife();
  });

  const wholeLife = async (): Promise<void> => {
    const { stack, emulator } = here;
    expect((await stack.succeed("up")).output).to.match(/createdAt: \d+/);
    expect((await stack.succeed("preview")).changes).to.deep.equal({ unchanged: 2 });
    emulator.groups.delete("team");
    expect((await stack.pulumi("refresh", "--preview-only", "--expect-no-changes")).code).to.equal(7);
    await stack.succeed("up", "--refresh");
    expect(await stack.checkpoint()).not.to.contain(accessToken);
    await stack.succeed("destroy");
    expect(here.calls()).to.deep.equal([
      "POST team 201",
      "GET team 404",
      "GET  200",
      "GET team 404",
      "GET  200",
      "POST team 201",
      "DELETE team 204",
    ]);
  };
});
