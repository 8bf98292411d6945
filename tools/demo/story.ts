import { access } from "node:fs/promises";
import { join } from "node:path";
import { content } from "./content.js";
import { asked, expectHeld } from "./example.js";
import { expectEqual } from "./expect.js";
import type { Group } from "./launchDarkly.js";
import type { Scene } from "./scene.js";
import { shell } from "./screen.js";
import { shown } from "./shown.js";

/** A step of the demo: what it shows, and what it does; the returned line says what was verified. */
export interface Step {
  readonly title: string;
  readonly play: (scene: Scene) => Promise<string>;
}

/** The life of a few insight groups. */
export const story: readonly Step[] = [
  {
    title: "A stack, its state and its configuration in a temporary folder",
    play: async ({ pulumi, configFolder, configFile, stack, url, token }) => {
      await pulumi(["--cwd", configFolder, "stack", "init", stack]);
      await pulumi(["config", "set", "launchdarkly:apiHost", url, "--config-file", configFile]);
      await pulumi(["config", "set", "--secret", "launchdarkly:accessToken", token, "--config-file", configFile]);
      await access(configFile);
      return `${configFile} points at the emulator`;
    },
  },
  {
    title: "The first `up` makes the groups of examples/insightGroups.ts",
    play: async ({ pulumi, configFile, launchDarkly }) => {
      expectHeld(await launchDarkly.list(), []);
      await pulumi(["up", "--yes", "--config-file", configFile]);
      expectHeld(await shown(launchDarkly.list()), asked());
      return "LaunchDarkly holds these four groups, as the program asks for them";
    },
  },
  {
    title: "Another `up` changes nothing",
    play: async ({ pulumi, configFile, launchDarkly }) => {
      const before = await launchDarkly.list();
      await pulumi(["up", "--yes", "--expect-no-changes", "--config-file", configFile]);
      expectEqual("the groups in LaunchDarkly", await launchDarkly.list(), before);
      return "nothing was changed";
    },
  },
  {
    title: "A colleague renames a group by hand",
    play: async ({ launchDarkly, url, token }) => {
      const rename = [{ op: "replace", path: "/name", value: "Payments" }];
      shell(
        `curl -X PATCH ${url}/api/v2/engineering-insights/insights/groups/checkout -H 'Authorization: ${token}' ` +
          `-H 'LD-API-Version: beta' -H 'Content-Type: application/json' -d '${JSON.stringify(rename)}'`,
      );
      await launchDarkly.patch("checkout", rename);
      expectHeld(await shown(launchDarkly.list()), renamed);
      return "LaunchDarkly holds a group that nobody's program asks for like this";
    },
  },
  {
    title: "A pipeline that only looks finds the drift",
    play: async ({ pulumi, configFile, launchDarkly }) => {
      await pulumi(["refresh", "--preview-only", "--expect-no-changes", "--config-file", configFile], drift);
      expectHeld(await launchDarkly.list(), renamed);
      return `the exit code is ${String(drift)}, for drift; nothing was changed`;
    },
  },
  {
    title: "`up --refresh` repairs it",
    play: async ({ pulumi, configFile, launchDarkly }) => {
      await pulumi(["up", "--refresh", "--yes", "--config-file", configFile]);
      expectHeld(await shown(launchDarkly.list()), asked());
      return "LaunchDarkly holds again what the program asks for";
    },
  },
  {
    title: "Another key replaces a group, since LaunchDarkly cannot change a key",
    play: async ({ pulumi, configFile, launchDarkly }) => {
      const before = await launchDarkly.list();
      await pulumi(["config", "set", "checkoutKey", "checkout-team", "--config-file", configFile]);
      await pulumi(["up", "--yes", "--config-file", configFile]);
      const after = await shown(launchDarkly.list());
      expectHeld(after, asked("checkout-team"));
      expectEqual("the other groups", after.filter(isOther), before.filter(isOther));
      return "the group with the new key is there, the old one is gone, the others were left alone";
    },
  },
  {
    title: "`destroy` removes them",
    play: async ({ pulumi, configFile, launchDarkly }) => {
      await pulumi(["destroy", "--yes", "--config-file", configFile]);
      expectHeld(await launchDarkly.list(), []);
      return "LaunchDarkly holds no group";
    },
  },
  {
    title: "The stack goes, too",
    play: async ({ pulumi, root, configFolder, configFile, stack, inRepository }) => {
      await pulumi(["--cwd", configFolder, "stack", "rm", "--yes", stack]);
      expectEqual("the stack's configuration", await content(configFile), undefined);
      expectEqual(`Pulumi.${stack}.yaml in ${root}`, await content(join(root, `Pulumi.${stack}.yaml`)), inRepository);
      return "there is no stack any more, and nothing of it was ever in this repository";
    },
  },
];

/** The exit code of `--expect-no-changes` where there are changes. */
const drift = 7;

const renamed = asked().map((group) => (group.key === "checkout" ? { ...group, name: "Payments" } : group));

const isOther = ({ key }: Group): boolean => !key.startsWith("checkout");
