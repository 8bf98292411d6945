/**
 * JSON Patch (RFC 6902) without `move` and `copy`. No library that was tried refuses everything that the RFCs forbid:
 * rfc6902 5.4 replaces `/list/-`, fast-json-patch 3.1 adds at `/list/01`, immutable-json-patch 6.0 ignores missing paths.
 */
import { isDeepStrictEqual } from "node:util";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import type { Body } from "./endpoint.js";
import { isRecord } from "./fields.js";
import { invalidRequest, patchFailed } from "./httpResponse.js";

export type Operation =
  | { readonly op: "add" | "replace" | "test"; readonly path: Path; readonly value: unknown }
  | { readonly op: "remove"; readonly path: Path };

/** The unescaped tokens of a JSON pointer. */
type Path = readonly string[];

/** Decodes a PATCH body, which is a bare array. */
export const operations: Body<readonly Operation[]> = (json) =>
  Array.isArray(json)
    ? pipe(json, E.traverseArray(parseOperation), E.mapLeft(patchFailed))
    : E.left(invalidRequest("A JSON patch must be an array of operations"));

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
const parsePointer = (path: unknown): E.Either<string, Path> => {
  if (typeof path !== "string" || !/^(\/([^~/]|~[01])*)*$/.test(path)) {
    return E.left(`The path ${JSON.stringify(path ?? null)} is not a JSON pointer`);
  }
  const [, ...tokens] = path.split("/");
  return E.right(tokens.map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~")));
};

/** Returns the path as a patch writes it. */
export const pointer = ({ path }: Pick<Operation, "path">): string =>
  path.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** Applies all operations to a copy, or none of them; a Left is the reason. */
export const applyPatch = (target: Container, patch: readonly Operation[]): E.Either<string, Container> => {
  const document = structuredClone(target);
  for (const operation of patch) {
    const reason = apply(document, operation);
    if (reason !== undefined) return E.left(reason);
  }
  return E.right(document);
};

/** Changes the document. Returns the reason if the operation cannot be applied. */
const apply = (document: Container, operation: Operation): string | undefined => {
  const { op, path } = operation;
  const token = path.at(-1);
  if (token === undefined) return "The document cannot be patched as a whole";
  const parent = path.slice(0, -1).reduce<unknown>(get, document);
  const list: unknown[] | undefined = Array.isArray(parent) ? parent : undefined;
  const isNew = op === "add" && (list === undefined || token === "-" || token === String(list.length));
  if (!isContainer(parent) || !(isNew || has(parent, token))) {
    return `Cannot ${op} ${pointer(operation)}: there is no such location`;
  }
  if (op === "test") {
    return isDeepStrictEqual(get(parent, token), operation.value)
      ? undefined
      : `The test of ${pointer(operation)} failed`;
  }
  if (op === "replace" || (op === "add" && list === undefined)) put(parent, token, operation.value);
  else if (op === "add") list?.splice(isNew ? list.length : Number(token), 0, operation.value);
  else if (list === undefined) Reflect.deleteProperty(parent, token);
  else list.splice(Number(token), 1);
  return undefined;
};

type Container = Readonly<Record<string, unknown>>;

/** Arrays as well: their keys are the indices as RFC 6901 writes them, without a sign or leading zeros. */
const isContainer = (value: unknown): value is Container => typeof value === "object" && value !== null;

const has = (target: Container, token: string): boolean => Object.keys(target).includes(token);

const get = (target: unknown, token: string): unknown =>
  isContainer(target) && has(target, token) ? target[token] : undefined;

/** An assignment to `__proto__` would change the prototype. */
const put = (target: Container, token: string, value: unknown): void => {
  Object.defineProperty(target, token, { value, configurable: true, enumerable: true, writable: true });
};
