import { expect } from "chai";
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { startEmulator, type Emulator } from "../../../emulator/index.js";
import { checkout } from "../../support/groups.js";

const root = resolve(__dirname, "../../..");

/** Compiles CommonJS itself, as a test runner such as jest does. An `import()` in its modules fails. */
const runner = `
  const dist = ${JSON.stringify(resolve(root, "dist"))};
  const { Module } = require("node:module");
  const vm = require("node:vm");
  const { readFileSync } = require("node:fs");
  const usual = require.extensions[".js"];
  require.extensions[".js"] = (module, filename) => {
    if (!filename.startsWith(dist)) return usual(module, filename);
    const script = new vm.Script(Module.wrap(readFileSync(filename, "utf8")), { filename });
    const load = module.require.bind(module);
    script.runInThisContext().call(module.exports, module.exports, load, module, filename, module.path);
  };
`;

describe("the functions in a test runner that loads modules itself", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
    emulator.groups.set("checkout", { ...checkout, createdAt: 1 });
  });
  afterEach(() => emulator.close());

  const found = async (setup: string): Promise<unknown> => {
    const source = `
      require("@pulumi/pulumi");
      ${setup}
      const { getInsightGroups } = require(${JSON.stringify(resolve(root, "dist/provider/index.js"))});
      getInsightGroups().catch(({ message }) => message).then((found) => console.log(JSON.stringify(found)));`;
    const env = { ...process.env, LAUNCHDARKLY_ACCESS_TOKEN: "api-emulator", LAUNCHDARKLY_API_HOST: emulator.url };
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", source], { cwd: root, env });
    return JSON.parse(stdout);
  };

  it("work without import()", async () => {
    expect(await found(runner)).to.deep.equal([{ ...checkout, createdAt: 1 }]);
  });

  it("report at once, with jest's flag, that the HTTP client cannot be loaded", async () => {
    const refused = `
      require("node:module").registerHooks({
        resolve: (specifier, context, next) => {
          if (specifier === "got") throw new Error("Must use import to load ES Module: got\\nand more");
          return next(specifier, context);
        },
      });`;
    expect(await found(refused)).to.match(
      /^Cannot list insight groups: the HTTP client cannot be loaded \(Error: Must use import to load ES Module: got\)\. Under Jest, set NODE_OPTIONS=--experimental-vm-modules\.$/,
    );
    expect(emulator.calls).to.deep.equal([]);
  });
});
