import { expect } from "chai";
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { anotherClaimed, makeOwnership, type Ownership } from "../../../provider/resources/ownership/ownership.js";
import { Silence } from "../../../provider/resources/ownership/siblingProcesses.js";

const run = "127.0.0.1:12345";
const team = { key: "team", instance: 1 };

/** Claims the group as another provider process of the run does, and waits for the end of standard input. */
const program = `
require(${JSON.stringify(require.resolve("tsx/cjs"))});
const { makeOwnership } = require(${JSON.stringify(resolve(__dirname, "../../../provider/resources/ownership/ownership.ts"))});
const [run, folder, group] = process.argv.slice(1);
const { claim, confirm } = makeOwnership(run, folder);
const { key, instance } = JSON.parse(group);
claim(key)();
confirm(key, { key, instance }, false)().then((isOurs) => console.log(isOurs));
process.stdin.on("end", () => process.exit(1)).resume();
`;

describe("the ownership of groups", () => {
  let folder: string;
  const processes: ChildProcessWithoutNullStreams[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ownership-"));
  });
  afterEach(async () => {
    for (const each of processes.splice(0)) each.kill("SIGKILL");
    await rm(folder, { recursive: true });
  });

  /** Starts another provider process, and returns whether it got the group. */
  const another = async (group: object = team, address = run) => {
    const started = spawn(process.execPath, ["-e", program, address, folder, JSON.stringify(group)]);
    processes.push(started);
    const [line] = (await once(createInterface(started.stdout), "line")) as [string];
    return { started, isIts: line === "true" };
  };
  const take = async ({ claim, confirm }: Ownership, group = team, isNew = false) =>
    claim(group.key)() && (await confirm(group.key, group, isNew)());

  describe("in one process", () => {
    it("belongs to one resource from the claim on, until the claim is released", async () => {
      const mine = makeOwnership(undefined);
      expect([mine.claim("team")(), mine.claim("team")(), mine.claim("squad")()]).to.deep.equal([true, false, true]);
      mine.release("team")();
      expect(await take(mine)).to.equal(true);
      mine.release("team")();
      expect(mine.claim("team")()).to.equal(false);
    });

    it("stays with the resource that creates a group while one of the same key is deleted", async () => {
      const mine = makeOwnership(undefined);
      mine.claim("team")();
      expect(mine.isDeleted("team")()).to.equal(false);
      mine.markDeleted("team")();
      expect([mine.isDeleted("team")(), await mine.confirm("team", team, true)()]).to.deep.equal([true, true]);
    });

    it("is claimed once a group exists, not while it is being created", async () => {
      const mine = makeOwnership(undefined);
      mine.claim("team")();
      expect(await mine.isClaimed(team)()).to.equal("unclaimed");
      await mine.confirm("team", team, true)();
      expect(await mine.isClaimed({ key: "team", instance: 2 })()).to.equal("claimed");
    });

    it("stays declared until the group is deleted, even if another resource creates a group with the same key", async () => {
      const mine = makeOwnership(undefined);
      mine.declare("team")();
      expect([mine.isDeclared("team")(), await take(mine), mine.isDeclared("team")()]).to.deep.equal([
        true,
        true,
        true,
      ]);
      mine.markDeleted("team")();
      expect([mine.isDeclared("team")(), mine.isDeclared("squad")()]).to.deep.equal([false, false]);
    });

    it("keeps a declared group from being deleted under an old name, unless it is about to be replaced", async () => {
      const mine = makeOwnership(undefined);
      mine.declare("team")();
      expect(await mine.isClaimed(team)()).to.equal("claimed");
      mine.expectCreate("team")();
      expect(await mine.isClaimed(team)()).to.equal("unclaimed");
      expect(mine.isDeclared("team")()).to.equal(true);
      mine.declare("team")();
      mine.markDeleted("team")();
      expect(await mine.isClaimed(team)()).to.equal("unclaimed");
    });

    it("covers both spellings of a key that LaunchDarkly returns differently", async () => {
      const mine = makeOwnership(undefined);
      mine.claim("Team")();
      expect(await mine.confirm("Team", team, true)()).to.equal(true);
      expect([mine.claim("Team")(), mine.claim("team")()]).to.deep.equal([false, false]);
      mine.claim("TEAM")();
      expect(await mine.confirm("TEAM", team, true)()).to.equal(false);
    });
  });

  describe("in several processes of a run", () => {
    for (const end of ["SIGINT", "SIGTERM", "SIGKILL", "exit"] as const) {
      it(`is known to all of them until the process with the claim ends, and then to none (${end})`, async () => {
        const { started, isIts } = await another();
        expect(isIts).to.equal(true);
        const mine = makeOwnership(run, folder);
        expect(await mine.isClaimed(team)()).to.equal("claimed");
        expect(await mine.isClaimed({ key: "team", instance: 2 })()).to.equal(anotherClaimed);
        expect(await mine.isClaimed({ key: "squad", instance: 1 })()).to.equal("unclaimed");
        expect(await take(mine)).to.equal(false);
        if (end === "exit") started.stdin.end();
        else started.kill(end);
        await once(started, "close");
        expect(await makeOwnership(run, folder).isClaimed(team)()).to.equal("unclaimed");
        expect(await take(makeOwnership(run, folder))).to.equal(true);
      });
    }

    it("goes to one process if all confirm at once", async () => {
      for (let round = 0; round < 20; round++) {
        const all = Array.from({ length: 4 }, () => makeOwnership(run, folder));
        const group = { ...team, instance: round };
        expect((await Promise.all(all.map((each) => take(each, group)))).filter(Boolean)).to.have.length(1);
      }
    });

    it("leaves a group of the same key in another account to another process", async () => {
      await another();
      expect(await take(makeOwnership(run, folder), { key: "team", instance: 2 })).to.equal(true);
    });

    it("is unknown to another run", async () => {
      await another();
      for (const address of ["127.0.0.1:1234", "127.0.0.1:54321", undefined]) {
        expect(await makeOwnership(address, folder).isClaimed(team)()).to.equal("unclaimed");
      }
    });
  });

  it("leaves no file if there is no other process", async () => {
    await take(makeOwnership(undefined, folder));
    expect(await readdir(folder)).to.deep.equal([]);
  });

  const expectUnknown = async (at: string): Promise<void> => {
    expect(await makeOwnership(run, at).isClaimed(team)()).to.be.instanceOf(Silence);
    expect(await take(makeOwnership(run, at))).to.be.instanceOf(Silence);
    const mine = makeOwnership(run, at);
    expect([await take(mine, team, true), await mine.isClaimed(team)()]).to.deep.equal([true, "claimed"]);
  };

  it("is unknown without a private folder, except for a new group", async () => {
    await writeFile(join(folder, "file"), "");
    await expectUnknown(join(folder, "file"));
    await symlink(tmpdir(), join(folder, "link"));
    await expectUnknown(join(folder, "link"));
    await another();
    await chmod(folder, 0o722);
    await expectUnknown(folder);
  });

  it("is unknown while another process is stopped, except for a new group", async function () {
    const { started } = await another();
    started.kill("SIGSTOP");
    await expectUnknown(folder);
  });

  it("removes what killed processes left an hour ago, and nothing else", async () => {
    const { started } = await another(team, "127.0.0.1:1");
    await another(team, "127.0.0.1:2");
    for (const each of await readdir(folder)) await utimes(join(folder, each), 1, 1);
    started.kill("SIGKILL");
    await once(started, "close");
    await another();
    await expectEventually(async () => (await readdir(folder)).map((each) => each.replace(/-\w+$/, "")).sort());
  });

  /** Waits, because the provider does not wait for the sweep. */
  const expectEventually = async (runs: () => Promise<readonly string[]>): Promise<void> => {
    const expected = ["127-0-0-1-12345", "127-0-0-1-2"];
    for (let tries = 0; tries < 50 && String(await runs()) !== String(expected); tries++) {
      await new Promise((done) => setTimeout(done, 20));
    }
    expect(await runs()).to.deep.equal(expected);
  };
});
