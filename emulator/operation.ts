import type { Operation } from "./jsonPatch.js";
import { isRecord } from "./record.js";
import { invalidRequest, patchFailed } from "./refusal.js";

/** The operations of a PATCH body: a bare array, as RFC 6902 wants it. */
export const operations = (body: unknown): readonly Operation[] => {
  if (!Array.isArray(body)) throw invalidRequest("A JSON patch must be an array of operations");
  return body.map(operation);
};

const operation = (written: unknown): Operation => {
  if (!isRecord(written)) throw patchFailed("Each operation of a JSON patch must be an object");
  const path = tokens(written["path"]);
  switch (written["op"]) {
    case "remove":
      return { op: "remove", path };
    case "add":
    case "replace":
    case "test":
      if (!Object.hasOwn(written, "value")) throw patchFailed(`The operation ${written["op"]} needs a value`);
      return { op: written["op"], path, value: written["value"] };
    default:
      throw patchFailed(`Unknown operation ${JSON.stringify(written["op"] ?? null)}`);
  }
};

/** RFC 6901: every token follows a slash; `~1` is a slash and `~0` a tilde, and nothing else may follow a tilde. */
const tokens = (path: unknown): readonly string[] => {
  if (typeof path !== "string" || !/^(\/([^~/]|~[01])*)*$/.test(path)) {
    throw patchFailed(`The path ${JSON.stringify(path ?? null)} is not a JSON pointer`);
  }
  return path
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
};
