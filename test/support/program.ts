import * as E from "fp-ts/Either";
import { callFunction, type FunctionName } from "../../provider/runtime/callFunction.js";
import { accessToken, configure, type Values } from "./live.js";

/** The functions of a program without argument types, because tests pass invalid arguments. */
export interface Program {
  readonly group: (args: object) => Promise<unknown>;
  readonly groups: (args?: object) => Promise<unknown>;
  readonly scores: (args: object) => Promise<unknown>;
  readonly ask: (name: FunctionName, args?: object) => Promise<unknown>;
}

/** Loads the functions with only this configuration. */
export const program = async ({ url }: { readonly url: string }, values: Values = {}): Promise<Program> => {
  const given = { accessToken, apiHost: url, ...values };
  await configure(given); // removes LaunchDarkly's variables from the environment
  const config = new Map(Object.entries(given).map(([name, value]) => [`launchdarkly:${name}`, value]));
  const ask = async (name: FunctionName, args: object = {}): Promise<unknown> => {
    const found = await callFunction(name, { ...args }, (setting) => config.get(setting));
    if (E.isRight(found)) return found.right;
    throw new Error(found.left.message);
  };
  return {
    group: (args) => ask("getInsightGroup", args),
    groups: (args = {}) => ask("getInsightGroups", args),
    scores: (args) => ask("getInsightScores", args),
    ask,
  };
};
