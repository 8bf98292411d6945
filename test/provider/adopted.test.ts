import { expect } from "chai";
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { adopted } from "../../provider/adopted.js";

const run = "127.0.0.1:12345";
const host = "https://app.launchdarkly.com";
const team = { key: "team", createdAt: 1 };

/** Adopts the group and waits for the end of standard input. */
const program = `
require(${JSON.stringify(require.resolve("tsx/cjs"))});
const { adopted } = require(${JSON.stringify(resolve(__dirname, "../../provider/adopted.ts"))});
const [run, host, folder] = process.argv.slice(1);
console.log(adopted(run, host, folder).add(${JSON.stringify(team)}));
process.stdin.on("end", () => process.exit(1)).resume();
`;

describe("the groups that a run has adopted", () => {
  let folder: string;
  const processes: ChildProcessWithoutNullStreams[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "adopted-"));
  });
  afterEach(async () => {
    for (const each of processes.splice(0)) each.kill("SIGKILL");
    await rm(folder, { recursive: true });
  });

  /** Another provider process of the run, and what came of adopting the group there. */
  const another = async () => {
    const started = spawn(process.execPath, ["-e", program, run, host, folder]);
    processes.push(started);
    const [line] = (await once(createInterface(started.stdout), "line")) as [string];
    return { started, added: line === "true" };
  };

  it("are adopted once", () => {
    const mine = adopted(undefined, host, folder);
    expect([mine.has(team), mine.add(team), mine.has(team), mine.add(team)]).to.deep.equal([false, true, true, false]);
  });

  for (const end of ["SIGINT", "SIGTERM", "exit"] as const) {
    it(`are known to every process of the run until the one that adopted them ends (${end})`, async () => {
      const { started, added } = await another();
      expect(added).to.equal(true);
      const mine = adopted(run, host, folder);
      expect([mine.has(team), mine.add(team)]).to.deep.equal([true, false]);
      expect((await another()).added).to.equal(false);
      if (end === "exit") started.stdin.end();
      else started.kill(end);
      const [code, signal] = (await once(started, "close")) as [number | null, string | null];
      expect(signal ?? code).to.equal(end === "exit" ? 1 : end);
      expect(mine.has(team)).to.equal(false);
      expect(await readdir(folder), "files that are left behind").to.deep.equal([]);
    });
  }

  it("are other ones in another run, at another host, of another key and of another time", async () => {
    await another();
    for (const [otherRun, otherHost, group] of [
      ["127.0.0.1:54321", host, team],
      [run, "https://app.eu.launchdarkly.com", team],
      [run, host, { ...team, key: "squad" }],
      [run, host, { ...team, createdAt: 2 }],
      [undefined, host, team],
    ] as const) {
      expect(adopted(otherRun, otherHost, folder).has(group)).to.equal(false);
    }
  });

  it("leave no trace where there is no other process, and need no folder", async () => {
    expect(adopted(undefined, host, folder).add(team)).to.equal(true);
    expect(await readdir(folder)).to.deep.equal([]);
    const mine = adopted(run, host, join(folder, "absent"));
    expect([mine.add(team), mine.has(team), mine.add(team)]).to.deep.equal([true, true, false]);
  });
});
