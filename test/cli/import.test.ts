import { readFile, writeFile } from "node:fs/promises";
import { expect } from "chai";
import { parseFaults } from "../../emulator/index.js";
import { account, expectFailure, impatient, token } from "../support/cliAccount.js";
import { commandIn, ended, type Ended } from "../support/command.js";

describe("the import command", function () {
  this.timeout(60_000);
  const here = account();
  const keysIn = ({ stdout }: Ended): readonly string[] =>
    (JSON.parse(stdout) as { readonly resources: readonly { readonly id: string }[] }).resources.map(({ id }) => id);

  describe("lists", () => {
    it("all groups in the order of their keys, without messages", async () => {
      const keys = here.addMany(45);
      here.emulator.groups.clear();
      for (const key of [...keys].reverse()) here.add(key);
      const done = await here.run();
      expect(done).to.include({ code: 0, stderr: "" });
      expect(keysIn(done)).to.deep.equal(keys);
      expect(here.emulator.calls.map(({ method, path }) => `${method} ${path}`)).to.deep.equal(
        Array<string>(3).fill("GET /api/v2/engineering-insights/insights/groups"),
      );
    });

    it("only the groups that match --project, --environment and --query", async () => {
      here.add("a", { projectKey: "games" });
      here.add("b", { environmentKey: "test" });
      here.add("c", { projectKey: "games", environmentKey: "test", name: "100 % & more #1" });
      const found = await Promise.all(
        [
          ["--project", "games"],
          ["--environment", "test"],
          ["--project", "games", "--environment", "test"],
          ["--query", "TEAM"],
          ["--query", "% & more #"],
        ].map((args) => here.run(args)),
      );
      expect(found.map(keysIn)).to.deep.equal([["a", "c"], ["b", "c"], ["c"], ["a", "b"], ["c"]]);
    });

    it("no resources if the account has no groups, and says so", async () => {
      const done = await here.run(["--program", here.file("groups.ts")]);
      expect(done).to.deep.equal({
        code: 0,
        stdout: '{\n  "resources": []\n}\n',
        stderr: "there is no group to import\n",
      });
      expect(await readFile(here.file("groups.ts"), "utf8")).not.to.include("new InsightGroup");
    });

    it("all groups although a third of all calls fail", async () => {
      const keys = here.addMany(300);
      here.emulator.setFaults({ ...parseFaults("0.33"), slowMs: 100, limitedMs: 100 });
      const done = await here.run(["--program", here.file("groups.ts")]);
      expect(done).to.include({ code: 0, stderr: "" });
      expect(keysIn(done)).to.deep.equal(keys);
      expect(here.emulator.calls.some(({ fault }) => fault !== undefined)).to.equal(true);
    });

    it("every remaining group if groups are deleted during the read and others move to another page", async () => {
      const keys = here.addMany(45);
      here.onCall(2, () => here.emulator.groups.delete("g0000"));
      expect(keysIn(await here.run())).to.deep.equal(keys.slice(1));
      expect(here.emulator.calls.length).to.equal(6);
    });

    it("every older group if new ones keep appearing during the read, and warns that new ones may be missing", async () => {
      const keys = here.addMany(45);
      here.onCall("each", () => {
        here.add(`h${String(here.emulator.calls.length)}`);
      });
      const done = await here.run([], impatient);
      expect(done.code).to.equal(0);
      expect(keysIn(done)).to.include.members(keys);
      expect(done.stderr).to.match(
        /^launchdarkly: warning: Insight groups were created, renamed or deleted each time .*\n$/,
      );
    });
  });

  describe("with --existing", () => {
    const type = "pulumi-nodejs:dynamic/launchdarkly:InsightGroup";
    const exported = (...keys: readonly string[]): string => {
      const resources = keys.map((key) => {
        return { urn: `urn:pulumi:test::life::${type}::${key}`, type, id: key, outputs: { createdAt: 1 } };
      });
      return JSON.stringify({ version: 3, deployment: { resources } });
    };

    it("leaves out the groups in stack exports from one file, several files and standard input", async () => {
      const keys = here.addMany(5);
      await writeFile(here.file("one.json"), exported("g0000", "g0001"));
      await writeFile(here.file("two.json"), exported("g0003"));
      const done = await Promise.all([
        here.run(["--existing", here.file("one.json")]),
        here.run(["--existing", "-"], {}, exported("g0002")),
        here.run(
          ["--existing", here.file("one.json"), "--existing", "-", "--existing", here.file("two.json")],
          {},
          exported("g0002"),
        ),
        here.run(["--existing", "-"], {}, exported(...keys)),
      ]);
      expect(done.map(keysIn)).to.deep.equal([keys.slice(2), keys.filter((key) => key !== "g0002"), keys.slice(4), []]);
      expect(done.map(({ stderr }) => stderr)).to.deep.equal(["", "", "", "there is no group to import\n"]);
    });

    it("reads stack exports in UTF-16, as Windows PowerShell writes them", async () => {
      const keys = here.addMany(3);
      const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le");
      await writeFile(here.file("one.json"), utf16(exported("g0000")));
      await writeFile(here.file("two.json"), `\ufeff${exported("g0001")}`);
      const done = await Promise.all([
        here.run(["--existing", here.file("one.json"), "--existing", here.file("two.json")]),
        here.run(["--existing", "-"], {}, utf16(exported("g0000"))),
      ]);
      expect(done.map(keysIn)).to.deep.equal([keys.slice(2), keys.slice(1)]);
    });

    it("lists a group that was created at another time than its namesake in the export, and warns about it", async () => {
      here.addMany(2);
      await writeFile(here.file("old.json"), exported("g0001").replace('"createdAt":1', '"createdAt":2'));
      const done = await here.run(["--existing", here.file("old.json")]);
      expect(done.code).to.equal(0);
      expect(keysIn(done)).to.deep.equal(["g0000", "g0001"]);
      expect(done.stderr).to.match(/^warning: a stack of --existing has an insight group "g0001" that [^\n]+\n$/);
      expect(done.stderr).to.include("run `pulumi refresh` and export the stack again");
    });

    it("fails without a call if an export cannot be read", async () => {
      here.addMany(1);
      await writeFile(here.file("list.json"), "[]");
      await writeFile(here.file("half.json"), `{"accessToken":"${token}`);
      const failed = await Promise.all(
        ["list.json", "half.json", "absent.json", ""].map((name) => here.run(["--existing", here.file(name)])),
      );
      const says = ["writes: it must be an object", "writes: it is not JSON", "ENOENT", "EISDIR"];
      for (const [index, part] of says.entries()) {
        const one = failed[index] ?? expect.fail();
        expectFailure(one, `--existing ${here.file("")}`, part);
        expect(one.stderr).not.to.include(token);
      }
      expectFailure(
        await here.run(["--existing", "-"]),
        "--existing - is not what `pulumi stack export` writes: it is not JSON",
      );
      expect(here.emulator.calls).to.deep.equal([]);
    });
  });

  it("leaves out groups that a program could not declare, and says why", async () => {
    here.add("a");
    here.add("b c", { applicationKeys: ["web", "not/ok"] });
    here.add("d", { name: "" });
    const done = await here.run();
    expect(done.code).to.equal(0);
    expect(keysIn(done)).to.deep.equal(["a"]);
    expect(done.stderr.split("\n")).to.deep.equal([
      'warning: insight group "b c" is left out: key must not contain white space or control characters; ' +
        'applicationKeys[0] must not contain "/"',
      'warning: insight group "d" is left out: name must not be empty',
      "",
    ]);
  });

  it("ends quietly if its reader stops reading", async () => {
    here.addMany(400);
    const child = commandIn(here.env, "import");
    child.stdout.destroy();
    expect((await ended(child)).stderr).to.equal("");
  });

  it("never writes the token or an SDK key, even if it logs each request", async () => {
    const environment = { apiKey: "sdk-canary", mobileKey: "mob-canary" };
    here.add("a", { environment, applicationKeys: ["web"] });
    const secrets = [token, Buffer.from(token).toString("base64"), "sdk-canary", "mob-canary"];
    const runs = [await here.run(["--program", here.file("groups.ts")], { LAUNCHDARKLY_DEBUG: "true" })];
    expect(runs[0]?.stderr).to.include("launchdarkly: GET /api/v2/engineering-insights/insights/groups");
    here.add("b", { environment, createdAt: "yesterday" as unknown as number }); // what LaunchDarkly may never answer
    runs.push(await here.run());
    here.emulator.setFaults({ cutShort: 1 });
    runs.push(await here.run([], { LAUNCHDARKLY_DEBUG: "true", ...impatient }));
    here.emulator.setFaults(undefined);
    here.emulator.setToken("api-another");
    runs.push(await here.run());
    expect(runs.map(({ code }) => code)).to.deep.equal([0, 1, 1, 1]);
    const written = [
      ...runs.flatMap(({ stdout, stderr }) => [stdout, stderr]),
      await readFile(here.file("groups.ts"), "utf8"),
    ];
    for (const text of written) for (const secret of secrets) expect(text.includes(secret)).to.equal(false);
  });

  it("prints help with every flag and its exit codes, without a call", async () => {
    const { code, stdout, stderr } = await here.run(["--help"], { LAUNCHDARKLY_ACCESS_TOKEN: undefined });
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    const flags = ["--project", "--environment", "--query", "--out", "--existing", "--program", "--help, -h"];
    for (const flag of flags) expect(stdout).to.match(new RegExp(`^ {2}${flag} `, "m"));
    expect(stdout)
      .to.match(/^Exit codes:\n {2}0 {4}done; /m)
      .and.to.match(/^ {2}130 {2}stopped by Ctrl-C/m);
    expect(stdout).to.include("UTF-8").and.to.include("pulumi import --file import.json --generate-code=false");
    expect(stdout).to.include("LAUNCHDARKLY_ACCESS_TOKEN").and.to.include("LAUNCHDARKLY_API_HOST");
    expect(here.emulator.calls).to.deep.equal([]);
  });

  it("reports an invalid command line in one line, exits with 2, and makes no call", async () => {
    const empty = ["project", "environment", "query", "out", "existing", "program"].map((option) => {
      return { args: [`--${option}`, ""], says: `--${option} must not be empty` };
    });
    const misunderstood = [
      ...empty,
      { args: ["--existing", "absent.json", "--existing="], says: "--existing must not be empty" },
      ...["a b", "-x", "shop/a", "."].map((key) => {
        const says = 'must begin with a letter or a digit and contain only letters, digits, "_", "." and "-"';
        return { args: [`--project=${key}`], says: `--project ${says}` };
      }),
      { args: ["--environment", "a b"], says: "--environment must begin with a letter or a digit" },
      ...["project", "environment", "query", "out", "program"].map((option) => {
        return { args: [`--${option}`, "a", `--${option}=b`], says: `--${option} can be specified only once` };
      }),
      { args: ["--out", "a.ts", "--program", "./a.ts"], says: "--out and --program must be two files" },
      { args: ["--program", "-"], says: "--program must be a file, not standard output" },
      { args: ["--projetc", "shop"], says: "Unknown option '--projetc'" },
      { args: ["--query"], says: "argument missing" },
      { args: ["shop"], says: "Unexpected argument 'shop'" },
    ];
    const all = await Promise.all(misunderstood.map(({ args }) => here.run(args)));
    for (const [index, { says }] of misunderstood.entries()) {
      expect(all[index]).to.include({ code: 2, stdout: "" });
      expect(all[index]?.stderr).to.match(/^pulumi-launchdarkly-insights: [^\n]+ \(try --help\)\n$/);
      expect(all[index]?.stderr).to.include(says);
    }
    expect(here.emulator.calls).to.deep.equal([]);
  });
});
