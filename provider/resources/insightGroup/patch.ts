import { sameApplications } from "../../model/applicationKeys.js";
import type { GroupProperties } from "../../model/insightGroup.js";
import type { PatchOperation } from "../../model/patchOperation.js";

/** Returns operations only for the changes. `add` also overwrites, so it works whether or not the group has applications. */
export const patch = (olds: GroupProperties, news: GroupProperties): readonly PatchOperation[] => {
  const operations: PatchOperation[] = [];
  const { name, applicationKeys } = news;
  if (name !== undefined && olds.name !== name) operations.push({ op: "replace", path: "/name", value: name });
  if (!sameApplications(olds.applicationKeys, applicationKeys)) {
    const path = "/applicationKeys";
    operations.push(
      applicationKeys === undefined ? { op: "remove", path } : { op: "add", path, value: applicationKeys },
    );
  }
  return operations;
};
