import { expect } from "chai";
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { exitWithEngine } from "../../../provider/runtime/exitWithEngine.js";

/** A process that would never end by itself. The first line of its output is its pid. */
const program = `
require(${JSON.stringify(require.resolve("tsx/cjs"))});
const { exitWithEngine } = require(${JSON.stringify(resolve(__dirname, "../../../provider/runtime/exitWithEngine.ts"))});
exitWithEngine(process.argv[1]);
setInterval(() => undefined, 1_000);
console.log(process.pid);
`;

describe("the provider's process", function () {
  this.timeout(60_000); // a busy machine takes seconds to start three processes
  let folder: string;
  let engine: ChildProcessWithoutNullStreams | undefined;
  let provider: number | undefined;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "lifeline-"));
    for (const name of ["dynamic-provider", "program"]) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, "index.js"), program);
    }
  });
  afterEach(() => {
    engine?.kill("SIGKILL");
    if (provider !== undefined && isAlive(provider)) process.kill(provider, "SIGKILL");
    engine = provider = undefined;
  });
  after(() => rm(folder, { recursive: true }));

  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  /** Starts the process as the engine does on some systems: through shells that stay in between. */
  const start = async (...path: readonly string[]): Promise<number> => {
    engine = spawn("sh", ["-c", '"$0" "$1"; true', process.execPath, join(folder, ...path)]);
    const [line] = (await once(createInterface(engine.stdout), "line")) as [string];
    provider = Number(line);
    expect(provider).not.to.equal(engine.pid);
    return provider;
  };
  const ends = async (pid: number): Promise<boolean> => {
    for (let waited = 0; waited < 20_000 && isAlive(pid); waited += 20) await setTimeout(20);
    return !isAlive(pid);
  };

  for (const path of [["dynamic-provider"], ["dynamic-provider", "index.js"]]) {
    it(`ends when the engine's end of standard input closes, even with a shell in between (${path.join("/")})`, async () => {
      const pid = await start(...path);
      engine?.stdin.end();
      expect(await ends(pid)).to.equal(true);
    });
  }

  it("runs as long as the engine, and does not end when something is written", async () => {
    const pid = await start("dynamic-provider");
    engine?.stdin.write("anything\n");
    await setTimeout(300);
    expect(isAlive(pid)).to.equal(true);
    engine?.stdin.destroy();
    expect(await ends(pid)).to.equal(true);
  });

  it("is not ended if it is a program that imports the package", async () => {
    const pid = await start("program", "index.js");
    engine?.stdin.end();
    await setTimeout(500);
    expect(isAlive(pid)).to.equal(true);
  });

  it("is recognized by the entry of Pulumi's SDK, also on Windows", () => {
    const isWatched = (main: string | undefined): boolean => {
      let watched = false;
      // Only the used part of a stream.
      const input = { on: () => input, resume: () => (watched = true) } as unknown as NodeJS.ReadStream;
      exitWithEngine(main, input);
      return watched;
    };
    const folders = ["/app/node_modules/@pulumi/pulumi/cmd/", "C:\\app\\node_modules\\@pulumi\\pulumi\\cmd\\"];
    for (const cmd of folders) expect(isWatched(`${cmd}dynamic-provider`)).to.equal(true);
    expect(isWatched("/x/cmd/dynamic-provider/index.js")).to.equal(true);
    for (const main of [undefined, "/x/cmd/run/index.js", "/x/dynamic-provider/other.js", "/x/my-dynamic-provider"]) {
      expect(isWatched(main), String(main)).to.equal(false);
    }
  });
});
