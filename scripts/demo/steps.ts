import { Agent } from "node:http";
import { join } from "node:path";
import type { StoredGroup } from "../../emulator/index.js";
import { declaredGroups, expectEqual, expectGroups, printGroups } from "./groups.js";
import { content, printCommand, type Session } from "./session.js";

/** A step of the demo. `run` returns what it verified. */
export interface Step {
  readonly title: string;
  readonly run: (session: Session) => Promise<string>;
}

const groupsOf = ({ emulator }: Session): readonly StoredGroup[] =>
  [...emulator.groups.values()].sort((a, b) => a.key.localeCompare(b.key, "en")).map((group) => ({ ...group }));

const showGroups = (session: Session): readonly StoredGroup[] => {
  printGroups(groupsOf(session));
  return groupsOf(session);
};

export const steps: readonly Step[] = [
  {
    title: "Create a stack, with its state and its configuration in a temporary folder",
    run: async ({ pulumi, configFolder, configFile, stack, emulator, token }) => {
      await pulumi(["--cwd", configFolder, "stack", "init", stack]);
      await pulumi(["config", "set", "launchdarkly:apiHost", emulator.url, "--config-file", configFile]);
      await pulumi(["config", "set", "--secret", "launchdarkly:accessToken", token, "--config-file", configFile]);
      if ((await content(configFile)) === undefined) throw new Error(`${configFile} was not written`);
      return `${configFile} points at the emulator`;
    },
  },
  {
    title: "`up` creates the groups of examples/insightGroups.ts",
    run: async (session) => {
      expectGroups(groupsOf(session), []);
      await session.pulumi(["up", "--yes", "--config-file", session.configFile]);
      expectGroups(showGroups(session), declaredGroups());
      return "LaunchDarkly has the four declared groups";
    },
  },
  {
    title: "A second `up` changes nothing",
    run: async (session) => {
      const before = groupsOf(session);
      await session.pulumi(["up", "--yes", "--expect-no-changes", "--config-file", session.configFile]);
      expectEqual("the groups in LaunchDarkly", groupsOf(session), before);
      return "nothing was changed";
    },
  },
  {
    title: "Another user renames a group in LaunchDarkly",
    run: async (session) => {
      const operations = [{ op: "replace", path: "/name", value: "Payments" }];
      const url = `${session.emulator.url}/api/v2/engineering-insights/insights/groups/checkout`;
      printCommand(
        `curl -X PATCH ${url} -H 'Authorization: ${session.token}' -H 'LD-API-Version: beta' ` +
          `-H 'Content-Type: application/json' -d '${JSON.stringify(operations)}'`,
      );
      const { default: got } = await import("got"); // ESM only
      const headers = { Authorization: session.token, "LD-API-Version": "beta" };
      // With its own agent, Node never asks a proxy.
      await got.patch(url, { headers, json: operations, agent: { http: new Agent() }, retry: { limit: 0 } });
      expectGroups(showGroups(session), renamed);
      return "the group differs from the program";
    },
  },
  {
    title: "A pipeline detects the drift without changing anything",
    run: async (session) => {
      const args = ["refresh", "--preview-only", "--expect-no-changes", "--config-file", session.configFile];
      await session.pulumi(args, exitCodeOfDrift);
      expectGroups(groupsOf(session), renamed);
      return `exit code ${String(exitCodeOfDrift)} reports the drift; nothing was changed`;
    },
  },
  {
    title: "`up --refresh` repairs the drift",
    run: async (session) => {
      await session.pulumi(["up", "--refresh", "--yes", "--config-file", session.configFile]);
      expectGroups(showGroups(session), declaredGroups());
      return "LaunchDarkly has the declared groups again";
    },
  },
  {
    title: "A changed key replaces the group, because LaunchDarkly cannot change keys",
    run: async (session) => {
      const others = (groups: readonly StoredGroup[]) => groups.filter(({ key }) => !key.startsWith("checkout"));
      const before = others(groupsOf(session));
      await session.pulumi(["config", "set", "checkoutKey", "checkout-team", "--config-file", session.configFile]);
      await session.pulumi(["up", "--yes", "--config-file", session.configFile]);
      const after = showGroups(session);
      expectGroups(after, declaredGroups("checkout-team"));
      expectEqual("the other groups", others(after), before);
      return "the new group exists, the old one is gone, the others are unchanged";
    },
  },
  {
    title: "`destroy` deletes the groups",
    run: async (session) => {
      await session.pulumi(["destroy", "--yes", "--config-file", session.configFile]);
      expectGroups(groupsOf(session), []);
      return "LaunchDarkly has no group";
    },
  },
  {
    title: "Remove the stack",
    run: async ({ pulumi, root, configFolder, configFile, stack, inRepository }) => {
      await pulumi(["--cwd", configFolder, "stack", "rm", "--yes", stack]);
      expectEqual("the stack's configuration", await content(configFile), undefined);
      expectEqual(`Pulumi.${stack}.yaml in ${root}`, await content(join(root, `Pulumi.${stack}.yaml`)), inRepository);
      return "the stack is gone, and this repository is unchanged";
    },
  },
];

/** The exit code of `--expect-no-changes` if there are changes. */
export const exitCodeOfDrift = 7;

const renamed = declaredGroups().map((group) => (group.key === "checkout" ? { ...group, name: "Payments" } : group));
