import * as E from "fp-ts/Either";
import * as functions from "../functions/index.js";
import { closestMatch } from "../lib/closestMatch.js";
import { deploymentEvent } from "../resources/deploymentEvent/index.js";
import { insightGroup } from "../resources/insightGroup/index.js";
import { repositoryProject } from "../resources/repositoryProject/index.js";
import type { Resource } from "../resources/resource.js";
import type { FunctionName } from "../runtime/callFunction.js";
import type { Failure } from "../runtime/runOnResource.js";

export const packageName = "launchdarkly-insights";

/** The resource types by their names in tokens. */
export const resources: Readonly<Record<string, Resource>> = {
  DeploymentEvent: deploymentEvent,
  InsightGroup: insightGroup,
  RepositoryProject: repositoryProject,
};

export const functionNames = Object.keys(functions) as readonly FunctionName[]; // an object of a module has no other keys

export const tokenOf = (name: string): string => `${packageName}:index:${name}`;

export interface NamedResource {
  readonly name: string;
  readonly resource: Resource;
}

/** Returns the resource type of a URN: `urn:pulumi:<stack>::<project>::<types of parents>$<type>::<name>`. */
export const findResource = (urn: string): E.Either<Failure, NamedResource> => {
  const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const found = Object.entries(resources).find(([name]) => tokenOf(name) === token);
  if (found === undefined) return unknownToken("resource type", token, Object.keys(resources));
  const [name, resource] = found;
  return E.right({ name, resource });
};

export const findFunction = (token: string): E.Either<Failure, FunctionName> => {
  const found = functionNames.find((name) => tokenOf(name) === token);
  return found === undefined ? unknownToken("function", token, functionNames) : E.right(found);
};

const unknownToken = (kind: string, token: string, names: readonly string[]): E.Either<Failure, never> =>
  E.left({ message: `there is no ${kind} "${token}": did you mean "${closestMatch(token, names.map(tokenOf))}"?` });
