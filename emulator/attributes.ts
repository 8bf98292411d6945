import type { AttributeError } from "./refusal.js";

/** What is found wrong is added here, so that all of it can be answered at once. */
export type Found = AttributeError[];

/** A required text. What is not one is noted and read as empty. */
export const text = (value: unknown, attribute: string, found: Found): string => {
  if (typeof value === "string" && value !== "") return value;
  const reason = value === undefined ? "is required" : value === "" ? "must not be empty" : "must be a string";
  found.push({ attribute, reason });
  return "";
};

/** Application keys. No keys, `null` and absent are one thing: all applications. */
export const applicationKeys = (value: unknown, found: Found): { readonly applicationKeys?: readonly string[] } => {
  if (value === undefined || value === null) return {};
  if (!Array.isArray(value) || !value.every((key) => typeof key === "string")) {
    found.push({ attribute: "applicationKeys", reason: "must be an array of strings" });
    return {};
  }
  return value.length === 0 ? {} : { applicationKeys: value };
};
