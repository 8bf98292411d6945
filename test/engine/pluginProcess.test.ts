import { expect } from "chai";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { programOf, declared } from "../faults/declared.js";
import { makeEngineTestbed } from "../support/world.js";

/** An engine that only listens. The first line of its output is its address. */
const listen = `
const server = require("node:http2").createServer();
server.listen(0, "127.0.0.1", () => console.log("127.0.0.1:" + server.address().port));
`;

const firstLine = async ({ stdout }: ChildProcess): Promise<string> => {
  if (stdout === null) throw new Error("there is no standard output");
  const [line] = (await once(createInterface(stdout), "line")) as [string];
  return line;
};

describe("the process of the plugin", function () {
  this.timeout(60_000);

  it("prints its port first and ends with the engine, although its standard input is closed from the start", async () => {
    const engine = spawn(process.execPath, ["-e", listen]);
    const address = await firstLine(engine);
    const args = [resolve(__dirname, "../../dist/plugin.js"), "--logtostderr", address];
    const plugin = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    try {
      expect(await firstLine(plugin)).to.match(/^\d+$/);
      await setTimeout(500);
      expect(plugin.exitCode).to.equal(null);
      engine.kill("SIGKILL");
      expect(await once(plugin, "exit")).to.deep.equal([1, null]);
    } finally {
      engine.kill("SIGKILL");
      plugin.kill("SIGKILL");
    }
  });

  describe("in the real engine", () => {
    const here = makeEngineTestbed({ limits: { windowMs: 60_000, global: 4, headers: "all" } }, {}, "plugin");

    it("ends its calls when the engine is interrupted: it no longer waits for a rate limit, and sends nothing", async () => {
      await here.stack.program(programOf(declared(10)));
      const { process: engine, done } = here.stack.start(["up", "--yes", "--skip-preview"]);
      while (here.emulator.groups.size < 3) await setTimeout(10);
      await setTimeout(500);
      const before = here.emulator.calls.length;
      engine.kill("SIGINT");
      const { code, output } = await done;
      expect(code, output).not.to.equal(0);
      expect(output).to.contain("the run was canceled before the request was sent. Run `pulumi up` again.");
      expect(here.emulator.calls.length).to.equal(before);
      expect(Object.keys(await here.stack.groups())).to.have.lengthOf(here.emulator.groups.size);
    });
  });
});
