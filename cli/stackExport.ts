import { readFile } from "node:fs/promises";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as t from "io-ts";
import type { Importable } from "./importable.js";
import { nullable } from "../provider/lib/nullable.js";
import { problemsOf, formatProblems } from "../provider/lib/problems.js";

/** Messages name a type by its codec. */
const object = "an object";

const Resource = t.intersection(
  [
    t.type({ urn: t.string, type: t.string }, object),
    t.partial(
      {
        id: nullable(t.string),
        external: nullable(t.boolean),
        outputs: nullable(t.record(t.string, t.unknown, object)),
      },
      object,
    ),
  ],
  "Resource",
);
export interface Resource extends Readonly<t.TypeOf<typeof Resource>> {}

/** The part of a stack export that is used. An empty stack has no `resources`. */
const StackExport = t.type(
  { deployment: t.partial({ resources: nullable(t.readonlyArray(Resource, "a list of resources")) }, object) },
  object,
);

/** Decodes UTF-8, or UTF-16 with a byte order mark, which `>` in Windows PowerShell writes. */
export const decodeText = (bytes: Uint8Array): string => {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes); // without the mark
};

/** Returns the resources of a stack, or the problem with its export. */
export const resourcesIn = (text: string): E.Either<string, readonly Resource[]> =>
  pipe(
    E.tryCatch(
      () => JSON.parse(text) as unknown,
      () => "it is not JSON",
    ),
    E.flatMap((json) =>
      pipe(
        StackExport.decode(json),
        E.mapLeft((errors) => formatProblems(problemsOf(errors), "it")),
      ),
    ),
    E.map(({ deployment }) => deployment.resources ?? []),
  );

/** Reads the file of --existing; rejects if it is not a stack export. */
export const readStack = async (file: string, source: () => Promise<Uint8Array> = () => readFile(file)) => {
  const bytes = await source().catch((cause: unknown) => {
    throw new Error(`--existing ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  });
  const text = decodeText(bytes);
  const resources = resourcesIn(text);
  if (E.isRight(resources)) return { text, resources: resources.right };
  throw new Error(`--existing ${file} is not what \`pulumi stack export\` writes: ${resources.left}`);
};

/**
 * Whether a stack manages the resource. Keys of groups are unique only in an account, and a stack may manage several
 * accounts, so the creation times must match too. A resource of `get` is not managed.
 */
export const isManaged = (resources: readonly Resource[], { type, id, outputs }: Importable): boolean =>
  withId(resources, type, id).some((resource) => {
    const known = resource.outputs?.["createdAt"];
    return typeof known !== "number" || known === outputs["createdAt"];
  });

/** Whether a stack manages another resource with the same type and id. */
export const managesAnother = (resources: readonly Resource[], importable: Importable): boolean =>
  withId(resources, importable.type, importable.id).length > 0 && !isManaged(resources, importable);

const withId = (resources: readonly Resource[], type: string, id: string): readonly Resource[] =>
  resources.filter((each) => each.type === type && each.id === id && each.external !== true);

/** Returns the names that resources of the type have in these stacks. */
export const namesIn = (resources: readonly Resource[], type: string): ReadonlySet<string> =>
  new Set(
    resources
      .map(({ urn }) => urn.split("::"))
      .flatMap(([, , each, ...name]) => (each === type ? [name.join("::")] : [])),
  );
