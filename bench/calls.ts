import { markdown } from "./markdown.js";
import { allowed, holds, operations } from "./operations.js";
import { find, sizesOf, type Summary } from "./summary.js";

/** The calls of ours beside the law that they follow. */
export const callsTable = (summaries: readonly Summary[]): string => {
  const sizes = sizesOf(summaries, "ours");
  const plain = sizesOf(summaries, "plain").slice(-1);
  return markdown([
    [
      "calls for N of T groups, ours",
      "law",
      ...sizes.map((groups) => `N = ${groups.toLocaleString("en")}`),
      ...plain.map((groups) => `plain, N = ${String(groups)}`),
    ],
    ...operations.map((operation) => [
      operation.title,
      operation.law,
      ...sizes.map((groups) => {
        const calls = find(summaries, "ours", groups)?.operations[operation.name].calls;
        if (calls === undefined) return "";
        const limit = "exactly" in operation ? "" : ` of ${String(allowed(operation, groups))}`;
        return `${String(calls)}${limit}${holds(operation, groups, calls) ? "" : " **✗**"}`;
      }),
      ...plain.map((groups) => String(find(summaries, "plain", groups)?.operations[operation.name].calls ?? "")),
    ]),
  ]);
};

/** Where the law does not hold, in words. */
export const violations = (summaries: readonly Summary[]): readonly string[] =>
  summaries
    .filter(({ provider }) => provider === "ours")
    .flatMap(({ groups, operations: measured }) =>
      operations
        .filter((operation) => !holds(operation, groups, measured[operation.name].calls))
        .map(
          (operation) =>
            `${operation.title}, ${String(groups)} groups: ${String(measured[operation.name].calls)} calls, not ${operation.law}`,
        ),
    );
