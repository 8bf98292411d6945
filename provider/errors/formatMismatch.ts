import { isIdentity, sameButForSpelling } from "../model/compareGroups.js";
import type { ArgumentName } from "../model/insightGroup.js";
import type { ErrorOf } from "./apiError.js";
import { formatDifferences, formatValue } from "./formatDifferences.js";
import { replacement, type Operation } from "./describeOperation.js";
import { quote } from "./quote.js";

/** Explains that another group has the key. */
export const formatKeyConflict = (
  { asked = {}, namespace }: Operation,
  { group, differences, refusal }: ErrorOf<"KeyConflict">,
): string => {
  const others = differences.filter((name) => refusal === undefined || name !== "key");
  const differs = `which differs: ${formatDifferences(group, asked, others)}`;
  if (refusal === undefined) {
    return (
      "LaunchDarkly already has a group with this key, " +
      `${others.length === 0 ? "identical to its declaration but not in this stack" : differs}. ` +
      "Choose another key, delete that group, or import it with the resource option `import`. " +
      "If this resource was only renamed in the program, add its old name to `aliases`. " +
      "If another resource of the stack gives up this key, run `pulumi up` again." +
      (namespace === "launchdarkly-insights"
        ? " If this replaces a resource, set its option `deleteBeforeReplace`."
        : "")
    );
  }
  return (
    `LaunchDarkly returned ${quote(refusal)}. It has no group with the key ${formatValue(asked.key)}, but it has ` +
    `${formatValue(group.key)}, the same key except for upper and lower case, ` +
    `${others.length === 0 ? "otherwise identical to its declaration" : differs}. ` +
    "To use that group, write the key as LaunchDarkly returns it and import the group with the resource option " +
    "`import`. Otherwise choose another key."
  );
};

/** Explains that a group is not as declared after a create, an import or an update. */
export const formatNotApplied = (
  operation: Operation,
  { group, differences, sent, refusal }: ErrorOf<"NotApplied">,
): string => {
  const { verb, asked = {} } = operation;
  const found = `group in LaunchDarkly has ${formatDifferences(group, asked, differences)}`;
  const isNew = verb === "create" || verb === "import";
  const kept = isNew ? " The group is in the stack." : "";
  const isRespelled = (name: ArgumentName): boolean =>
    isIdentity(name) || (refusal === undefined && sameButForSpelling(group[name], asked[name]));
  const respelled = differences.filter(isRespelled);
  if (respelled.length > 0) {
    const replace =
      verb === "update" && respelled.some(isIdentity)
        ? ` If you mean another group, replace this one with ${replacement(operation)}.`
        : "";
    return `the ${found}.${kept} Write ${respelled.join(", ")} as LaunchDarkly returns it, then run \`pulumi up\` again.${replace}`;
  }
  if (isNew) return `the ${found}.${kept} Run \`pulumi up\` again to change it.`;
  const outcome =
    refusal === undefined ? "accepted the patch but did not apply it" : `returned ${quote(refusal)} for the patch`;
  return (
    `LaunchDarkly ${outcome}: ${JSON.stringify(sent)}. The ${found}. If it cannot be changed in place, replace the group ` +
    `with ${replacement(operation)} (\`pulumi stack --show-urns\` shows the URN).`
  );
};
