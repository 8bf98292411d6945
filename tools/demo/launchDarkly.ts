import * as E from "fp-ts/Either";
import * as t from "io-ts";
import { call } from "./call.js";

const Group = t.intersection([
  t.type({ key: t.string, name: t.string, projectKey: t.string, environmentKey: t.string, createdAt: t.number }),
  t.partial({ applicationKeys: t.array(t.string) }),
]);
export type Group = Readonly<t.TypeOf<typeof Group>>;

const Groups = t.type({ items: t.array(Group) });

/** LaunchDarkly as somebody else sees it who is not Pulumi: plain calls of the API, nothing of the provider's code. */
export const launchDarkly = ({ url, token }: { readonly url: string; readonly token: string }) => {
  const groups = `${url}/api/v2/engineering-insights/insights/groups`;
  const headers = { Authorization: token, "LD-API-Version": "beta" };
  return {
    /** All groups, in the order of their keys. */
    list: async (): Promise<readonly Group[]> => {
      const decoded = Groups.decode(await call(`${groups}?limit=20`, { method: "GET", headers }));
      if (E.isLeft(decoded)) throw new Error(`GET ${groups} did not answer with a list of groups`);
      return decoded.right.items.toSorted((a, b) => a.key.localeCompare(b.key, "en"));
    },
    patch: (key: string, operations: readonly object[]): Promise<unknown> =>
      call(`${groups}/${encodeURIComponent(key)}`, {
        method: "PATCH",
        headers: { ...headers, "Content-Type": "application/json" },
        body: JSON.stringify(operations),
      }),
  };
};

export type LaunchDarkly = ReturnType<typeof launchDarkly>;
