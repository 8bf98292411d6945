import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import * as E from "fp-ts/Either";
import { check } from "../provider/resources/insightGroup/check.js";
import { listAllGroups, type GroupFilter } from "../provider/api/listAllGroups.js";
import { argumentsOf, type ListedInsightGroup } from "../provider/model/insightGroup.js";
import { formatProblems } from "../provider/lib/problems.js";
import { callApi } from "./callApi.js";
import { importFile } from "./importFile.js";
import { help, importOptions } from "./importOptions.js";
import { print, publish } from "./output.js";
import { named } from "./named.js";
import { programOf } from "./program.js";
import { showProgress } from "./progress.js";
import { decodeText, managesAnother, isManaged, namesIn, resourcesIn, type Resource } from "./stackExport.js";

/** Writes the file with which `pulumi import` imports the groups of an account, after it has listed all of them. */
export const importGroups = async (args: readonly string[]): Promise<number> => {
  const options = importOptions(args);
  if (options === "help") {
    await print(help);
    return 0;
  }
  const { out, program, existing, filter } = options;
  for (const [option, file] of [
    ["out", out],
    ["program", program],
  ] as const) {
    if (file === undefined || !existsSync(file)) continue;
    throw new Error(`${file} exists, and is not overwritten: give --${option} a new file`);
  }
  const resources = (await Promise.all(existing.map(resourcesOf))).flat();
  const found = (await groupsOf(filter)).filter((group) => !isManaged(resources, group)).filter(isDeclarable);
  warnOf(found.filter((group) => managesAnother(resources, group)));
  const groups = named(found, namesIn(resources));
  const text = importFile(groups);
  await publish(out === undefined ? text : "", [
    ...(out === undefined ? [] : [{ path: out, text }]),
    ...(program === undefined ? [] : [{ path: program, text: programOf(groups) }]),
  ]);
  if (groups.length === 0) process.stderr.write("there is no group to import\n");
  else showProgress(groups.length === 1 ? "1 group\n" : `${String(groups.length)} groups\n`);
  return 0;
};

const resourcesOf = async (file: string): Promise<readonly Resource[]> => {
  const exported = await (file === "-" ? buffer(process.stdin) : readFile(file)).catch((cause: unknown) => {
    throw new Error(`--existing ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  });
  const found = resourcesIn(decodeText(exported));
  if (E.isRight(found)) return found.right;
  throw new Error(`--existing ${file} is not what \`pulumi stack export\` writes: ${found.left}`);
};

const groupsOf = (filter: GroupFilter): Promise<readonly ListedInsightGroup[]> =>
  callApi(
    { verb: "list", object: "insight groups" },
    listAllGroups(filter, (done, pages) => {
      showProgress(`page ${String(done)} of ${String(pages)}`);
    }),
  );

/** A group that a program cannot declare would fail every preview. */
const isDeclarable = (group: ListedInsightGroup): boolean => {
  const found = check({ ...argumentsOf(group) });
  if (E.isRight(found)) return true;
  process.stderr.write(
    `warning: insight group ${JSON.stringify(group.key)} is left out: ${formatProblems(found.left)}\n`,
  );
  return false;
};

/** Only the user knows whether the group is of another account or was deleted and created again. */
const warnOf = (namesakes: readonly ListedInsightGroup[]): void => {
  for (const { key } of namesakes) {
    process.stderr.write(
      `warning: a stack of --existing has an insight group ${JSON.stringify(key)} that was created at another time. If it ` +
        "is of the same account, run `pulumi refresh` and export the stack again\n",
    );
  }
};
