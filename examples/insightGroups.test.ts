/**
 * Tests insightGroups.ts offline, with the real Pulumi engine, an emulator of LaunchDarkly, and state in a temporary folder.
 * Requires the Pulumi CLI on the PATH and Node 22.18. Run it in this folder: npx mocha insightGroups.test.ts
 */
import assert from "node:assert/strict";
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation/index.js";

interface Group {
  readonly key: string;
  readonly name: string;
  readonly applicationKeys?: readonly string[];
}

describe("insightGroups.ts", function () {
  this.timeout(120_000);
  let folder: string;
  let emulator: ChildProcessByStdio<null, Readable, null>;
  let launchDarkly: { readonly url: string; readonly token: string };
  let stack: Stack;

  before(async () => {
    // Starts the command by its path, because Windows cannot spawn the script that npm puts on the PATH.
    const manifest = createRequire(resolve("insightGroups.ts")).resolve("pulumi-launchdarkly-insights/package.json");
    const command = join(dirname(manifest), "dist/cli/index.js");
    emulator = spawn(process.execPath, [command, "emulator", "--json"], { stdio: ["ignore", "pipe", "inherit"] });
    const line = String((await once(emulator.stdout, "data"))[0]);
    launchDarkly = JSON.parse(line) as typeof launchDarkly; // the output of --json

    folder = await mkdtemp(join(tmpdir(), "insight-groups-"));
    stack = await LocalWorkspace.createStack(
      { stackName: "test", workDir: folder },
      {
        projectSettings: { name: "insight-groups", runtime: "nodejs", main: resolve("insightGroups.ts") },
        envVars: {
          PULUMI_BACKEND_URL: `file://${folder}`,
          PULUMI_CONFIG_PASSPHRASE: "passphrase of a temporary stack",
          LAUNCHDARKLY_API_HOST: launchDarkly.url,
          LAUNCHDARKLY_ACCESS_TOKEN: launchDarkly.token,
        },
      },
    );
  });

  after(async () => {
    emulator.kill();
    await rm(folder, { recursive: true, force: true });
  });

  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { Authorization: launchDarkly.token, "LD-API-Version": "beta", "Content-Type": "application/json" };
    const url = `${launchDarkly.url}/api/v2/engineering-insights/insights/${path}`;
    const response = await fetch(url, { ...init, headers });
    assert.equal(response.status, 200);
    return response;
  };

  /** Returns the groups in LaunchDarkly by key. A page of the list has at most 20 groups. */
  const groups = async (): Promise<ReadonlyMap<string, Group>> => {
    const found = new Map<string, Group>();
    for (let total = 1, offset = 0; offset < total; offset += 20) {
      const reply = await call(`groups?limit=20&offset=${String(offset)}`);
      const page = (await reply.json()) as { readonly totalCount: number; readonly items: readonly Group[] }; // the documented list
      for (const group of page.items) found.set(group.key, group);
      total = page.totalCount;
    }
    return found;
  };

  it("creates the groups as declared", async () => {
    await stack.up();
    const created = await groups();
    assert.deepEqual([...created.keys()].sort(), ["checkout", "shop-production", "shop-staging", "shop-test"]);
    assert.deepEqual(created.get("checkout")?.applicationKeys, ["cart", "payments"]);
  });

  it("shows no changes in a preview after the first up", async () => {
    const { changeSummary } = await stack.preview();
    assert.deepEqual(changeSummary, { same: 5 }); // four groups, and the stack itself
  });

  it("restores a group that was changed by hand", async () => {
    const change = [{ op: "replace", path: "/name", value: "By hand" }];
    await call("groups/checkout", { method: "PATCH", body: JSON.stringify(change) });
    const drift = await stack.previewRefresh();
    assert.deepEqual(drift.changeSummary, { same: 4, update: 1 });

    await stack.up({ refresh: true });
    assert.equal((await groups()).get("checkout")?.name, "Checkout");
  });

  it("deletes all groups on destroy", async () => {
    await stack.destroy();
    assert.equal((await groups()).size, 0);
  });
});
