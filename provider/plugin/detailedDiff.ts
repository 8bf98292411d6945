import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb.js";
import type { Difference, Properties } from "../resources/resource.js";

/** Describes a difference by property, so that the engine shows and replaces only what changed. */
export const toDiffResponse = (
  { changed, replaces }: Difference,
  olds: Properties,
  news: Properties,
  deleteBeforeReplace: boolean,
): DiffResponse => {
  const response = new DiffResponse()
    .setChanges(changed.length === 0 ? DiffResponse.DiffChanges.DIFF_NONE : DiffResponse.DiffChanges.DIFF_SOME)
    .setDiffsList([...changed])
    .setReplacesList([...replaces])
    // Also for a replacement that only the option replaceOnChanges asks for.
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(true);
  for (const name of changed) {
    const kind = kinds[olds[name] === undefined ? "add" : news[name] === undefined ? "delete" : "update"];
    response.getDetaileddiffMap().set(name, new PropertyDiff().setKind(kind[replaces.includes(name) ? 1 : 0]));
  }
  return response;
};

const { Kind } = PropertyDiff;
const kinds = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;
