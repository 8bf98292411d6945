import { existsSync } from "node:fs";
import { isMoved, moveResources, type StoredResource, type Target } from "./moveStack.js";
import { print, publish } from "./output.js";
import { readStack } from "./stackExport.js";
import { exitCodes, parseOptions, UsageError } from "./usage.js";

const help = `Usage: pulumi-launchdarkly-insights move --existing <file> --out <file> [--to dynamic]

Moves the resources of a stack from the dynamic provider to the native plugin, without a call to LaunchDarkly:
  pulumi stack export --file before.json
  pulumi-launchdarkly-insights move --existing before.json --out after.json
  pulumi stack import --file after.json

Then change the program to the types of the plugin, with the same names and parents, and check that \`pulumi preview
--expect-no-changes\` succeeds. Until you run another operation, \`pulumi stack import --file before.json\` goes back.

Options:
  --existing  the file of \`pulumi stack export\`; secrets stay encrypted
  --out       the file for \`pulumi stack import\`; must not exist
  --to        native (default), or dynamic to move from the plugin to the dynamic provider
  --help, -h  print this help

${exitCodes}
`;

/** Writes the export of a stack again, with its resources moved to the types of the plugin, or back. */
export const move = async (args: readonly string[]): Promise<number> => {
  const values = parseOptions(args, flags);
  if (values.help === true) {
    await print(help);
    return 0;
  }
  const { existing = "", out = "", to = "native" } = values;
  if (existing === "" || out === "") throw new UsageError("--existing and --out are required");
  if (to !== "native" && to !== "dynamic") throw new UsageError(`--to must be native or dynamic, not "${to}"`);
  if (existsSync(out)) throw new Error(`${out} already exists and is not overwritten: pass a new file to --out`);
  const stack = await readStack(existing);
  const { text, count } = moved(existing, stack.text, to);
  await publish("", [{ path: out, text }]);
  process.stderr.write(`${String(count)} ${count === 1 ? "resource" : "resources"} moved\n`);
  return 0;
};

const flags = {
  existing: { type: "string" },
  out: { type: "string" },
  to: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

interface StackExport {
  readonly deployment: {
    readonly resources?: readonly StoredResource[] | null;
    readonly pending_operations?: readonly unknown[] | null;
  };
}

const moved = (file: string, text: string, to: Target): { readonly text: string; readonly count: number } => {
  const stack = JSON.parse(text) as StackExport; // checked by readStack
  const { resources, pending_operations: pending } = stack.deployment;
  if ((pending ?? []).length > 0) {
    throw new Error("the stack has interrupted operations. Run `pulumi refresh`, then export the stack again");
  }
  const count = (resources ?? []).filter((resource) => isMoved(resource, to)).length;
  if (count === 0) throw new Error(`--existing ${file} has no resources to move to the ${to} types`);
  const deployment = { ...stack.deployment, resources: moveResources(resources ?? [], to) };
  return { text: `${JSON.stringify({ ...stack, deployment }, null, 4)}\n`, count };
};
