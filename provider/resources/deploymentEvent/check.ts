import type { Either } from "fp-ts/Either";
import { decodeArguments } from "../../lib/decodeArguments.js";
import type { Problem } from "../../lib/problems.js";
import { unknownArguments } from "../../lib/unknownArguments.js";
import { argumentNames, DeploymentEventInputs } from "../../model/deploymentEvent.js";
import { importOption } from "../../state.js";

/** Returns the canonical inputs, or every problem at once. */
export const check = (news: Readonly<Record<string, unknown>>): Either<readonly Problem[], DeploymentEventInputs> => {
  const { recordedAt, [importOption]: imported } = news;
  const written = { ...news, recordedAt: undefined, [importOption]: undefined };
  return decodeArguments(DeploymentEventInputs, news, [
    ...unknownArguments(written, argumentNames, "DeploymentEvent"),
    ...(recordedAt === undefined ? [] : [notArgument]),
    ...(imported === undefined ? [] : [importUnsupported]),
  ]);
};

const notArgument: Problem = {
  property: "recordedAt",
  reason: "is an output of DeploymentEvent, not an argument",
};

const importUnsupported: Problem = {
  property: "import",
  reason: "is not possible: an event has no id in LaunchDarkly. Remove the option to record a new event",
};
