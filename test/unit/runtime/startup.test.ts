import { expect } from "chai";
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

const root = resolve(__dirname, "../../..");
const program = resolve(root, "dist/provider/index.js");
const provider = resolve(root, "dist/provider/provider.js");

/** Returns the output of a fresh Node that has already loaded the SDK, as programs and provider processes have. */
const printed = async (script: string): Promise<unknown> => {
  const source = `require("@pulumi/pulumi"); ${script}`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", source], { cwd: root });
  return JSON.parse(stdout);
};

/** Returns the packages that a module loads besides the SDK, with the number of files of each. */
const loaded = (module: string): Promise<Readonly<Record<string, number>>> =>
  loadedBy(`require(${JSON.stringify(module)});`);

const loadedBy = async (script: string): Promise<Readonly<Record<string, number>>> => {
  // A hook also reports ES modules, such as the HTTP client.
  const files = (await printed(`
    const files = [];
    const load = (url, context, next) => {
      if (url.startsWith("file:")) files.push(url);
      return next(url, context);
    };
    require("node:module").registerHooks({ load });
    void (async () => {
      ${script}
      console.log(JSON.stringify(files));
    })();
  `)) as readonly string[];
  const names = files.map((file) => /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1] ?? "ours");
  return Object.fromEntries([...new Set(names)].map((name) => [name, names.filter((each) => each === name).length]));
};

describe("a fresh process", function () {
  this.timeout(60_000);

  it("loads few small files, and no package except the SDK, for a program", async () => {
    const { ours, ...packages } = await loaded(program);
    expect(packages).to.deep.equal({});
    expect(ours).to.be.at.most(20);
  });

  it("loads the codecs when a program calls a function, and the HTTP client when it sends a request", async () => {
    const call = (key: string): Promise<Readonly<Record<string, number>>> =>
      loadedBy(`
        process.env.LAUNCHDARKLY_ACCESS_TOKEN = "api-x";
        process.env.LAUNCHDARKLY_API_HOST = "http://127.0.0.1:1";
        process.env.LAUNCHDARKLY_DEADLINE = "0.1";
        const { getInsightGroup } = require(${JSON.stringify(program)});
        await getInsightGroup({ key: ${JSON.stringify(key)} }).catch(() => undefined);
      `);
    expect(await call("a/b")).to.have.all.keys("ours", "fp-ts", "io-ts");
    expect(await call("checkout")).to.include.all.keys("ours", "fp-ts", "io-ts", "got");
  });

  it("loads no HTTP client before the first request, and only the used parts of fp-ts and io-ts, for the provider", async () => {
    const packages = await loaded(provider);
    expect(packages).to.have.all.keys("ours", "fp-ts", "io-ts");
    // The index of fp-ts alone would load more than a hundred.
    expect(packages["fp-ts"]).to.be.at.most(60);
  });
});
