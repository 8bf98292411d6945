import { existsSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import { makeSnapshot } from "../provider/api/associationSnapshot.js";
import { listRepositories } from "../provider/api/repositories.js";
import { insightGroupType, repositoryProjectType } from "../provider/state.js";
import { importableAssociation, importableGroup, type Importable } from "./importable.js";
import { check as checkGroup } from "../provider/resources/insightGroup/check.js";
import { check as checkAssociation } from "../provider/resources/repositoryProject/check.js";
import { listAllGroups, type GroupFilter } from "../provider/api/listAllGroups.js";
import { formatProblems, type Problem } from "../provider/lib/problems.js";
import { callApi } from "./callApi.js";
import { importFile } from "./importFile.js";
import { help, importOptions } from "./importOptions.js";
import { print, publish } from "./output.js";
import { named } from "./resourceNames.js";
import { programOf } from "./generateProgram.js";
import { showProgress } from "./progress.js";
import { isManaged, managesAnother, namesIn, readStack, type Resource } from "./stackExport.js";

/** Writes the file for `pulumi import` after listing the resources of an account. */
export const importExisting = async (args: readonly string[]): Promise<number> => {
  const options = importOptions(args);
  if (options === "help") {
    await print(help);
    return 0;
  }
  const { out, program, existing, of, filter } = options;
  for (const [option, file] of [
    ["out", out],
    ["program", program],
  ] as const) {
    if (file === undefined || !existsSync(file)) continue;
    throw new Error(`${file} already exists and is not overwritten: pass a new file to --${option}`);
  }
  const resources = (await Promise.all(existing.map(resourcesOf))).flat();
  const { className, type, noun, list } = kinds[of];
  const found = (await list(filter)).filter((each) => !isManaged(resources, each));
  warnOf(found.filter((each) => managesAnother(resources, each)));
  const all = named(found, namesIn(resources, type));
  const text = importFile(all);
  await publish(out === undefined ? text : "", [
    ...(out === undefined ? [] : [{ path: out, text }]),
    ...(program === undefined ? [] : [{ path: program, text: programOf(all, className) }]),
  ]);
  if (all.length === 0) process.stderr.write(`there is no ${noun} to import\n`);
  else showProgress(`${String(all.length)} ${noun}${all.length === 1 ? "" : "s"}\n`);
  return 0;
};

const resourcesOf = async (file: string): Promise<readonly Resource[]> => {
  const stack = await (file === "-" ? readStack(file, () => buffer(process.stdin)) : readStack(file));
  return stack.resources;
};

const groupsOf = async (filter: GroupFilter): Promise<readonly Importable[]> => {
  const all = listAllGroups(filter, (done, pages) => {
    showProgress(`page ${String(done)} of ${String(pages)}`);
  });
  const groups = await callApi({ verb: "list", object: "insight groups" }, all);
  return groups.map(importableGroup).filter(({ id, inputs }) => isDeclarable("insight group", id, checkGroup(inputs)));
};

const associationsOf = async ({ projectKey }: GroupFilter): Promise<readonly Importable[]> => {
  const all = pipe(
    listRepositories,
    RTE.map(makeSnapshot),
    RTE.flatMapEither(({ associations, problem }) => (problem === undefined ? E.right(associations) : E.left(problem))),
  );
  const associations = await callApi({ verb: "list", object: "repositories" }, all);
  return [...associations.values()]
    .filter((each) => each.projectKey === (projectKey ?? each.projectKey))
    .map(importableAssociation)
    .filter(({ id, inputs }) => isDeclarable("association", id, checkAssociation(inputs)));
};

/** The kinds of resources that can be imported. */
const kinds = {
  groups: { className: "InsightGroup", type: insightGroupType, noun: "group", list: groupsOf },
  repositories: {
    className: "RepositoryProject",
    type: repositoryProjectType,
    noun: "association",
    list: associationsOf,
  },
} as const;

/** Whether a program can declare the resource: otherwise it would fail every preview. Warns if not. */
const isDeclarable = (what: string, id: string, checked: E.Either<readonly Problem[], unknown>): boolean => {
  if (E.isRight(checked)) return true;
  process.stderr.write(`warning: ${what} ${JSON.stringify(id)} is left out: ${formatProblems(checked.left)}\n`);
  return false;
};

/** Warns of groups that only the user can classify: in another account, or deleted and created again. */
const warnOf = (namesakes: readonly Importable[]): void => {
  for (const { id } of namesakes) {
    process.stderr.write(
      `warning: a stack of --existing has an insight group ${JSON.stringify(id)} that was created at another time. If it ` +
        "is in the same account, run `pulumi refresh` and export the stack again\n",
    );
  }
};
