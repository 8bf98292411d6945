import { omitUndefined } from "../provider/lib/omitUndefined.js";
import { argumentsOf, type ListedInsightGroup } from "../provider/model/insightGroup.js";
import { associationId, type Association } from "../provider/model/repositoryProject.js";
import {
  insightGroupConstant,
  insightGroupType,
  repositoryProjectConstant,
  repositoryProjectType,
} from "../provider/state.js";

type Properties = Readonly<Record<string, unknown>>;

/** A resource that exists in LaunchDarkly, as a program declares it and as state has it. */
export interface Importable {
  readonly className: "InsightGroup" | "RepositoryProject";
  /** In state. */
  readonly type: string;
  readonly constant: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export const importableGroup = (group: ListedInsightGroup): Importable => ({
  className: "InsightGroup",
  type: insightGroupType,
  constant: insightGroupConstant,
  id: group.key,
  inputs: omitUndefined(argumentsOf(group)),
  outputs: omitUndefined(group),
});

export const importableAssociation = ({ repositoryKey, projectKey }: Association): Importable => ({
  className: "RepositoryProject",
  type: repositoryProjectType,
  constant: repositoryProjectConstant,
  id: associationId({ repositoryKey, projectKey }),
  inputs: { repositoryKey, projectKey },
  outputs: { repositoryKey, projectKey },
});
