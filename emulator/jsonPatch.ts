import { isDeepStrictEqual } from "node:util";
import { patchFailed } from "./refusal.js";

/** One operation of RFC 6902, its path split and unescaped as RFC 6901 says. `move` and `copy` are not understood. */
export type Operation =
  | { readonly op: "add" | "replace" | "test"; readonly path: Path; readonly value: unknown }
  | { readonly op: "remove"; readonly path: Path };

type Path = readonly string[];

type Container = readonly unknown[] | Readonly<Record<string, unknown>>;

/** The value that results; the one given stays as it is, so that an operation that fails leaves no trace. */
export const apply = (target: Container, operation: Operation): Container => change(target, operation.path, operation);

const change = (target: unknown, [token, ...rest]: Path, operation: Operation): Container => {
  if (token === undefined) throw patchFailed("An insight group cannot be patched as a whole");
  if (!isContainer(target)) throw missing(operation);
  if (rest.length > 0) return put(target, token, change(at(target, token, operation), rest, operation));
  switch (operation.op) {
    case "add":
      return insert(target, token, operation.value, operation);
    case "remove":
      at(target, token, operation);
      return without(target, token);
    case "replace":
      at(target, token, operation);
      return put(target, token, operation.value);
    case "test":
      if (isDeepStrictEqual(at(target, token, operation), operation.value)) return target;
      throw patchFailed(`The test of ${pointer(operation)} failed`);
  }
};

const at = (target: Container, token: string, operation: Operation): unknown => {
  if (isArray(target) ? isIndex(token) && Number(token) < target.length : Object.hasOwn(target, token)) {
    return isArray(target) ? target[Number(token)] : target[token];
  }
  throw missing(operation);
};

const put = (target: Container, token: string, value: unknown): Container =>
  isArray(target) ? target.with(Number(token), value) : { ...target, [token]: value };

const insert = (target: Container, token: string, value: unknown, operation: Operation): Container => {
  if (!isArray(target)) return put(target, token, value);
  if (token === "-") return [...target, value];
  if (!isIndex(token) || Number(token) > target.length) throw missing(operation);
  return target.toSpliced(Number(token), 0, value);
};

const without = (target: Container, token: string): Container =>
  isArray(target)
    ? target.toSpliced(Number(token), 1)
    : Object.fromEntries(Object.entries(target).filter(([name]) => name !== token));

const isContainer = (value: unknown): value is Container => typeof value === "object" && value !== null;

/** `Array.isArray` does not narrow a readonly array. */
const isArray = (target: Container): target is readonly unknown[] => Array.isArray(target);

/** RFC 6901: no leading zeros. */
const isIndex = (token: string): boolean => /^(0|[1-9]\d*)$/.test(token);

const missing = (operation: Operation) =>
  patchFailed(`Cannot ${operation.op} ${pointer(operation)}: there is no such location`);

/** The path as it is written in a patch. */
export const pointer = ({ path }: Pick<Operation, "path">): string =>
  path.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
