import { isDeepStrictEqual } from "node:util";
import { expectEqual } from "./expect.js";
import type { Group } from "./launchDarkly.js";

/** What examples/insightGroups.ts asks for, in the order of the keys. */
export const asked = (checkoutKey = "checkout"): readonly Asked[] => [
  { key: checkoutKey, name: "Checkout", ...shop("production"), applicationKeys: ["cart", "payments"] },
  ...["production", "staging", "test"].map((environmentKey) => ({
    key: `shop-${environmentKey}`,
    name: `Shop, ${environmentKey}`,
    ...shop(environmentKey),
    applicationKeys: [],
  })),
];

/** A group without what LaunchDarkly adds to it; an empty list is all applications. */
export type Asked = Omit<Group, "createdAt"> & { readonly applicationKeys: readonly string[] };

/** Names only the groups that differ. */
export const expectHeld = (held: readonly Group[], expected: readonly Asked[]): void => {
  const seen = held.map(withoutTime);
  expectEqual("the groups in LaunchDarkly", without(seen, expected), without(expected, seen));
};

const without = (groups: readonly Asked[], others: readonly Asked[]): readonly Asked[] =>
  groups.filter((group) => !others.some((other) => isDeepStrictEqual(group, other)));

const shop = (environmentKey: string) => ({ projectKey: "shop", environmentKey });

const withoutTime = ({ key, name, projectKey, environmentKey, applicationKeys = [] }: Group): Asked => ({
  key,
  name,
  projectKey,
  environmentKey,
  applicationKeys: applicationKeys.toSorted(),
});
