import fc from "fast-check";
import type { InsightGroup } from "../../provider/model/insightGroup.js";
import { group } from "./groups.js";

export const team: InsightGroup = {
  name: "Team",
  key: "team" as InsightGroup["key"], // a valid key
  projectKey: "shop",
  environmentKey: "production",
  applicationKeys: undefined,
  createdAt: 1_700_000_000_000,
};

/** A text that LaunchDarkly may contain, and that a program or a file must quote. */
const awkward = fc.constantFrom(
  `a "quoted" \\ name`,
  "two\nlines",
  "\u2028\u2029",
  "${process.exit(1)}",
  "`",
  "*/ //",
  "😀",
);

/** Groups of an account, with distinct keys. */
export const groups: fc.Arbitrary<readonly InsightGroup[]> = fc.uniqueArray(
  fc
    .record({ group, awkward: fc.option(awkward, { nil: undefined }), createdAt: fc.nat() })
    // The codec's brand exists only as a type; `group` has valid keys.
    .map(({ group: given, awkward: name, createdAt }) => {
      return { ...given, name: name ?? given.name, createdAt } as InsightGroup;
    }),
  { selector: ({ key }) => key, maxLength: 8 },
);
