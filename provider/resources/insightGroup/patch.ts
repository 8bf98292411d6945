import type { ApplicationKeys } from "../../model/applicationKeys.js";
import { sameApplications } from "../../model/applicationKeys.js";
import type { PatchOperation } from "../../model/patchOperation.js";
import type { GroupProperties } from "../../model/insightGroup.js";

/**
 * From old to new, with only what changed. Whether `/applicationKeys` can be patched is documented nowhere: `add` sets or
 * overwrites, so that it is right whether or not the group has any.
 */
export const patch = (olds: GroupProperties, news: GroupProperties): readonly PatchOperation[] => [
  ...(news.name === undefined || olds.name === news.name ? [] : [rename(news.name)]),
  ...(sameApplications(olds.applicationKeys, news.applicationKeys) ? [] : [applications(news.applicationKeys)]),
];

const rename = (value: string): PatchOperation => ({ op: "replace", path: "/name", value });

const applications = (value: ApplicationKeys): PatchOperation =>
  value === undefined ? { op: "remove", path: "/applicationKeys" } : { op: "add", path: "/applicationKeys", value };
