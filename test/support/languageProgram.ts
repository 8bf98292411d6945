import { mkdir, mkdtemp, readFile, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { expect } from "chai";
import { version } from "../../provider/lib/version.js";
import { engine } from "../../scripts/engine.js";
import { languageHost, missingTool, type LanguageName } from "../../scripts/languages.js";
import { packPlugin } from "../../scripts/pluginPack.js";
import { log } from "../../scripts/progress.js";
import { generateSdk, type TypedLanguage } from "../../scripts/sdkGenerator.js";
import { blocks } from "./markdown.js";
import type { Stack } from "./stack.js";
import { accessToken, makeEngineTestbed } from "./world.js";

const plugin = "launchdarkly-insights";
const { signal } = new AbortController();

/** A program of docs/languages.md, and what its language needs besides the plugin. */
interface LanguageProgram {
  readonly language: LanguageName;
  /** The file that the page shows. */
  readonly file: string;
  readonly prepare: (stack: Stack) => Promise<void>;
}

/**
 * Tests the lifecycle of a program that the page shows, with the plugin from its tarball and nothing else of this
 * package.
 */
export const describeProgram = ({ language, file, prepare }: LanguageProgram): void => {
  describe(`a program in ${language} that uses the plugin from its tarball`, function () {
    this.timeout(600_000);
    const here = makeEngineTestbed({ repositories: [{ key: "acme/web", projectKeys: [] }] });

    before(async function () {
      const missing = await missingTool(language);
      if (missing !== undefined) {
        const reason = `the tests of ${language} need this command, which does not run here: ${missing}`;
        if (process.env["CI"] !== undefined) throw new Error(reason);
        log(`skipped: ${reason}`);
        this.skip();
      }
      const { stack } = here;
      await unlink(join(stack.folder, "node_modules"));
      await unlink(join(stack.folder, "package.json"));
      await rm(join(stack.folder, "../plugins"), { recursive: true });
      const host = await languageHost(language, await engine(signal), signal);
      stack.env["PATH"] = [host, stack.env["PATH"]].join(delimiter);
      await writeFile(join(stack.folder, "Pulumi.yaml"), `name: life\nruntime: ${language}\n`);
      await installPlugin(stack);
      const text = blocks("docs/languages.md", language).find((block) => block.includes("checkout-team"));
      if (text === undefined) expect.fail("the page has no program");
      await mkdir(dirname(join(stack.folder, file)), { recursive: true });
      await writeFile(join(stack.folder, file), text.replace(/^name: .*/, "name: life"));
      await prepare(stack);
    });

    const edit = async (from: string, to: string): Promise<void> => {
      const path = join(here.stack.folder, file);
      const text = await readFile(path, "utf8");
      expect(text).to.include(from);
      await writeFile(path, text.replaceAll(from, to));
    };
    const groups = (): readonly object[] => [...here.emulator.groups.values()];
    const team = { name: "Checkout team", key: "checkout-team", projectKey: "shop", environmentKey: "production" };

    it("creates the declared resources, and looks up a group", async () => {
      const { output, changes } = await here.stack.succeed("up");
      expect(changes).to.deep.equal({ created: 4 });
      expect(groups()).to.have.lengthOf(1);
      expect(groups()[0])
        .to.include(team)
        .and.to.deep.include({ applicationKeys: ["mobile", "web"] });
      expect(here.emulator.repositories.get("acme/web")?.projectKeys).to.deep.equal(["shop"]);
      const events = [...here.emulator.deploymentEvents.values()];
      expect(events.map((event) => event.version)).to.deep.equal(["a1b2c3d"]);
      expect(output)
        .to.match(/createdAt *: \d/)
        .and.to.match(/found *: "Checkout team"/);
      expect(output).not.to.include(`pulumi-resource-${plugin} from $PATH`);
    });

    it("changes nothing when it runs again", async () => {
      here.calls();
      expect((await here.stack.succeed("up")).changes).to.deep.equal({ unchanged: 4 });
      expect(here.calls().every((call) => call.startsWith("GET"))).to.equal(true);
    });

    it("detects and repairs drift", async () => {
      const group = here.emulator.groups.get("checkout-team") ?? expect.fail();
      here.emulator.groups.set("checkout-team", { ...group, name: "By hand" });
      const { code } = await here.stack.pulumi("refresh", "--preview-only", "--expect-no-changes");
      expect(code).to.equal(7);
      await here.stack.succeed("up", "--refresh");
      expect(groups()[0]).to.include(team);
    });

    it("reports every invalid argument in its preview", async () => {
      await edit("checkout-team", "checkout/team");
      await edit("mobile", "mobile app");
      const { output } = await here.stack.fail("preview");
      expect(output).to.include('must not contain "/"').and.to.include("must not contain white space");
      await edit("checkout/team", "checkout-team");
      await edit("mobile app", "mobile");
    });

    it("updates a group in place and replaces one with another key", async () => {
      await edit("Checkout team", "Checkout squad");
      expect((await here.stack.succeed("up")).changes).to.deep.equal({ updated: 1, unchanged: 3 });
      await edit("checkout-team", "checkout-squad");
      expect((await here.stack.succeed("up")).changes).to.deep.include({ replaced: 1 });
      expect(groups()).to.have.lengthOf(1);
      expect(groups()[0]).to.include({ name: "Checkout squad", key: "checkout-squad" });
    });

    it("deletes everything, and leaves no token in state", async () => {
      expect(await here.stack.checkpoint()).not.to.include(accessToken);
      await here.stack.succeed("destroy");
      expect(groups()).to.deep.equal([]);
      expect(here.emulator.repositories.get("acme/web")?.projectKeys).to.deep.equal([]);
    });
  });
};

/** Installs the plugin as a user does. */
export const installPlugin = async (stack: Stack): Promise<void> => {
  const packed = await mkdtemp(join(tmpdir(), "insights-packed-"));
  try {
    const { platform, arch } = process;
    const name = `${platform === "win32" ? "windows" : platform}-${arch === "x64" ? "amd64" : arch}.tar.gz`;
    const tarball = (await packPlugin(packed, signal)).find((path) => path.endsWith(name)) ?? expect.fail(name);
    const [command = ""] = blocks("docs/languages.md", "sh");
    const [, args = "", packedName] = /^pulumi (.* --file )packed\/(.*)-linux-amd64\.tar\.gz$/m.exec(command) ?? [];
    expect(args).to.include(` ${plugin} v${version} `);
    expect(basename(tarball)).to.equal(`${packedName ?? ""}-${name}`);
    const { code, output } = await stack.run([...args.trim().split(" "), tarball]);
    expect(code, output).to.equal(0);
  } finally {
    await rm(packed, { recursive: true });
  }
};

/** Generates the typed SDK of the installed plugin, as `pulumi package add` does with a current language host. */
export const addSdk = async (stack: Stack, language: TypedLanguage): Promise<string> => {
  const schema = join(stack.folder, "../schema.json");
  const { code, output } = await stack.run(["package", "get-schema", plugin]);
  expect(code, output).to.equal(0);
  await writeFile(schema, output.slice(output.indexOf("{\n")));
  const folder = join(stack.folder, "sdks", plugin);
  await generateSdk(language, schema, folder, signal);
  return folder;
};
