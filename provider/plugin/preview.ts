import { unknownValue } from "../lib/unknownInPreview.js";
import type { Properties } from "../resources/resource.js";
import { schema } from "./schema.js";
import { tokenOf } from "./tokens.js";

/** Returns the outputs that a create or an update is expected to have. @param known The outputs that do not change. */
export const previewOf = (name: string, inputs: Properties, known: Properties = {}): Properties => {
  const { properties = {}, inputProperties = {} } = schema.resources[tokenOf(name)] ?? {};
  const computed = Object.keys(properties).filter((property) => !(property in inputProperties));
  return { ...inputs, ...Object.fromEntries(computed.map((property) => [property, known[property] ?? unknownValue])) };
};
