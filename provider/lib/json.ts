import { isDeepStrictEqual } from "node:util";
import * as t from "io-ts";

/** Any JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const JsonObject: t.Type<JsonObject, unknown> = new t.Type(
  "JsonObject",
  (u): u is JsonObject => isObject(u) && isJson(u),
  (u, context) => {
    if (JsonObject.is(u)) return t.success(u);
    return t.failure(u, context, isObject(u) ? "must contain only JSON values" : "must be an object");
  },
  (object) => object,
);

/** Whether two JSON values are equal, ignoring the order of members and members that are null. */
export const sameJson = (a: unknown, b: unknown): boolean => isDeepStrictEqual(withoutNulls(a), withoutNulls(b));

const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value ?? undefined;
  const members = Object.entries(value).filter(([, member]) => (member ?? undefined) !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
};

const isJson = (u: unknown): boolean => {
  if (Array.isArray(u)) return u.every(isJson);
  if (isObject(u)) return Object.values(u).every((member) => member === undefined || isJson(member));
  return u === null || ["string", "boolean"].includes(typeof u) || Number.isFinite(u);
};

/** Whether a value is a plain object. An instance of a class, such as a Pulumi asset, is not. */
const isObject = (u: unknown): u is JsonObject =>
  typeof u === "object" && u !== null && Object.getPrototypeOf(u) === Object.prototype;
