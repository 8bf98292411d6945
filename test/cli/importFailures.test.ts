import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { expect } from "chai";
import { account, expectFailure, impatient, token } from "../support/cliAccount.js";

describe("the import command", function () {
  this.timeout(60_000);
  const here = account();
  describe("fails with one line and writes nothing", () => {
    afterEach(() => {
      expect(existsSync(here.file("groups.ts"))).to.equal(false);
    });
    const fail = async (env: NodeJS.ProcessEnv, ...says: readonly string[]): Promise<void> => {
      expectFailure(await here.run(["--program", here.file("groups.ts")], env), ...says);
    };

    for (const LAUNCHDARKLY_ACCESS_TOKEN of [undefined, ""]) {
      it(`if the token is ${LAUNCHDARKLY_ACCESS_TOKEN === "" ? "empty" : "missing"}, and says how to set it`, () =>
        fail(
          { LAUNCHDARKLY_ACCESS_TOKEN },
          'LAUNCHDARKLY_ACCESS_TOKEN="$(pulumi config get launchdarkly:accessToken)"',
        ));
    }

    it("after one call if LaunchDarkly refuses the token", async () => {
      await fail({ LAUNCHDARKLY_ACCESS_TOKEN: "api-another" }, "Cannot list insight groups", "401", "access token");
      expect(here.emulator.calls.length).to.equal(1);
    });

    it("without a call if the token is an SDK key", async () => {
      await fail({ LAUNCHDARKLY_ACCESS_TOKEN: "sdk-canary" }, "is an SDK or mobile key");
      expect(here.emulator.calls).to.deep.equal([]);
    });

    it("if the host is invalid or unreachable", async () => {
      await fail({ LAUNCHDARKLY_API_HOST: "http://app.launchdarkly.com" }, "must use https");
      await here.emulator.close();
      await fail(impatient, "no reply from LaunchDarkly (connect ECONNREFUSED");
    });

    for (const fault of ["html404", "notJson", "html5xx"] as const) {
      it(`if a proxy answers instead of LaunchDarkly (${fault})`, async () => {
        here.addMany(1);
        here.emulator.setFaults({ [fault]: 1 });
        await fail(impatient, "the response did not come from LaunchDarkly's API");
      });
    }

    it("if one page cannot be read, although the others can", async () => {
      here.addMany(45);
      here.onCall(2, () => {
        here.emulator.setFaults({ error500Before: 1 });
      });
      await fail(impatient, "Cannot list insight groups");
    });

    it("if no two pages overlap, however often the list is read", async () => {
      here.onCall("each", () => {
        here.emulator.groups.clear();
        for (let index = 0; index < 45; index++) here.add(`h${String(here.emulator.calls.length)}-${String(index)}`);
      });
      await fail(impatient, "groups were created or deleted each time the list was read");
    });

    it("if a group cannot be decoded, and names the property without its value", async () => {
      here.addMany(3);
      here.add("g0001", { projectKey: [token] as unknown as string }); // what LaunchDarkly may never answer
      const done = await here.run(["--program", here.file("groups.ts")]);
      expectFailure(done, "projectKey must be string", "install a newer version");
      expect(done.stderr).not.to.include(token);
    });

    it("if the folder of the program does not exist", async () => {
      expectFailure(await here.run(["--program", here.file("absent/groups.ts")]), "ENOENT");
    });
  });

  it("does not overwrite a program, and makes no call", async () => {
    await writeFile(here.file("mine.ts"), "// mine");
    expectFailure(
      await here.run(["--program", here.file("mine.ts")]),
      `${here.file("mine.ts")} already exists and is not overwritten`,
    );
    expect(await readFile(here.file("mine.ts"), "utf8")).to.equal("// mine");
    expect(here.emulator.calls).to.deep.equal([]);
  });
});
