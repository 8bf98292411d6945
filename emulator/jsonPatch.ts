/**
 * JSON Patch (RFC 6902) without `move` and `copy`. It is written here because no library that was tried refuses all that
 * the RFCs forbid: rfc6902 5.4 replaces `/list/-`, fast-json-patch 3.1 adds at `/list/01`, immutable-json-patch 6.0
 * ignores a path that does not exist.
 */
import { isDeepStrictEqual } from "node:util";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { Body } from "./endpoint.js";
import { isRecord } from "./fields.js";
import { invalidRequest, patchFailed } from "./response.js";

export type Operation =
  | { readonly op: "add" | "replace" | "test"; readonly path: Path; readonly value: unknown }
  | { readonly op: "remove"; readonly path: Path };

/** The unescaped tokens of a JSON pointer. */
type Path = readonly string[];

/** The operations of a PATCH body, which is a bare array. */
export const operations: Body<readonly Operation[]> = (json) =>
  Array.isArray(json)
    ? pipe(json, E.traverseArray(parseOperation), E.mapLeft(patchFailed))
    : E.left(invalidRequest("A JSON patch must be an array of operations"));

/** Applies all operations or none of them; a Left is the reason. The value that is passed stays as it is. */
export const applyPatch = (target: unknown, patch: readonly Operation[]): E.Either<string, unknown> =>
  patch.reduce<E.Either<string, unknown>>(
    (result, operation) =>
      pipe(
        result,
        E.flatMap((value) => change(value, operation.path, operation)),
      ),
    E.right(target),
  );

/** The path as it is written in a patch. */
export const pointer = ({ path }: Pick<Operation, "path">): string =>
  path.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

const parseOperation = (written: unknown): E.Either<string, Operation> => {
  if (!isRecord(written)) return E.left("Each operation of a JSON patch must be an object");
  const { op, value } = written;
  if (op !== "add" && op !== "replace" && op !== "test" && op !== "remove") {
    return E.left(`Unknown operation ${JSON.stringify(op ?? null)}`);
  }
  if (op !== "remove" && !Object.hasOwn(written, "value")) return E.left(`The operation ${op} needs a value`);
  return pipe(
    parsePointer(written["path"]),
    E.map((path) => (op === "remove" ? { op, path } : { op, path, value })),
  );
};

/** RFC 6901: a slash precedes every token; `~1` is a slash and `~0` a tilde, and nothing else may follow a tilde. */
const parsePointer = (path: unknown): E.Either<string, Path> =>
  typeof path === "string" && /^(\/([^~/]|~[01])*)*$/.test(path)
    ? E.right(
        path
          .split("/")
          .slice(1)
          .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~")),
      )
    : E.left(`The path ${JSON.stringify(path ?? null)} is not a JSON pointer`);

const change = (target: unknown, [token, ...rest]: Path, operation: Operation): E.Either<string, unknown> => {
  const missing = E.left(`Cannot ${operation.op} ${pointer(operation)}: there is no such location`);
  if (token === undefined) return E.left("The document cannot be patched as a whole");
  if (!isContainer(target)) return missing;
  const isNew = operation.op === "add" && rest.length === 0 && (!isList(target) || isAfterLast(target, token));
  // The keys of an array are its indices as RFC 6901 writes them: without a sign or leading zeros.
  if (!isNew && !Object.keys(target).includes(token)) return missing;
  if (rest.length > 0) {
    return pipe(
      change(get(target, token), rest, operation),
      E.map((value) => put(target, token, value)),
    );
  }
  switch (operation.op) {
    case "add":
      return E.right(isList(target) ? insert(target, token, operation.value) : put(target, token, operation.value));
    case "replace":
      return E.right(put(target, token, operation.value));
    case "remove":
      return E.right(without(target, token));
    case "test":
      return isDeepStrictEqual(get(target, token), operation.value)
        ? E.right(target)
        : E.left(`The test of ${pointer(operation)} failed`);
  }
};

type List = readonly unknown[];
type Container = List | Readonly<Record<string, unknown>>;

const isContainer = (value: unknown): value is Container => typeof value === "object" && value !== null;

/** `Array.isArray` does not narrow a readonly array. */
const isList = (target: Container): target is List => Array.isArray(target);

const isAfterLast = ({ length }: List, token: string): boolean => token === "-" || token === String(length);

const get = (target: Container, token: string): unknown => (isList(target) ? target[Number(token)] : target[token]);

const put = (target: Container, token: string, value: unknown): Container =>
  isList(target) ? target.with(Number(token), value) : { ...target, [token]: value };

const insert = (target: List, token: string, value: unknown): Container =>
  target.toSpliced(token === "-" ? target.length : Number(token), 0, value);

const without = (target: Container, token: string): Container =>
  isList(target)
    ? target.toSpliced(Number(token), 1)
    : Object.fromEntries(Object.entries(target).filter(([name]) => name !== token));
