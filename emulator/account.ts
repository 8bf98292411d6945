/** An insight group as the emulator stores and returns it. Unknown extra fields are returned as well. */
export interface StoredGroup {
  readonly key: string;
  readonly name: string;
  readonly projectKey: string;
  readonly environmentKey: string;
  /** Absent and `null` both mean all applications. The emulator itself only stores lists that have elements. */
  readonly applicationKeys?: readonly string[] | null;
  /** Epoch milliseconds, by the emulator's clock. */
  readonly createdAt: number;
}

/** What LaunchDarkly's documentation leaves open or an account decides. May be changed at any time. */
export interface Behaviour {
  /** Milliseconds added to each answer, after the server acted. Default 0. */
  latency?: number | undefined;
  /** Project keys that exist, with the environment keys of each. Default: every key in a request exists. */
  projects?: Readonly<Record<string, readonly string[]>> | undefined;
  /** `"lower"`: stores the three keys of a group in lower case, as a sister API does. Default: stores them as sent. */
  normalizeKeys?: "lower" | undefined;
  /** Status of a create whose key exists: 409 (default), or 400 as in the API overview's own example. */
  duplicateStatus?: 409 | 400 | undefined;
  /** JSON pointers that PATCH silently ignores, such as `/applicationKeys`. Default: none. */
  ignorePatch?: readonly string[] | undefined;
  /** JSON pointers that PATCH refuses with 422. Default: none. */
  rejectPatch?: readonly string[] | undefined;
}

/** Everything that the account holds, by key. */
interface Stores {
  readonly groups: StoredGroup;
}

type StoreName = keyof Stores;

/** The account as the server keeps it. Tests may change it directly, as another user would. */
export type Account = { readonly [Name in StoreName]: Map<string, Stores[Name]> } & { readonly behaviour: Behaviour };

/** The account as endpoints see it: they change nothing themselves. */
export type AccountView = { readonly [Name in StoreName]: ReadonlyMap<string, Stores[Name]> } & {
  readonly behaviour: Readonly<Behaviour>;
};

/** What an endpoint changes: for each key the new value, or undefined to remove the old one. */
export type Changes = {
  readonly [Name in StoreName]?: readonly (readonly [key: string, value: Stores[Name] | undefined])[];
};

export const emptyAccount = (behaviour: Behaviour): Account => ({ groups: new Map(), behaviour });

export const applyChanges = (account: Account, { groups = [] }: Changes): void => {
  update(account.groups, groups);
};

const update = <A>(store: Map<string, A>, changes: readonly (readonly [string, A | undefined])[]): void => {
  for (const [key, value] of changes) {
    if (value === undefined) store.delete(key);
    else store.set(key, value);
  }
};
