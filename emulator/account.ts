import type { Behaviour } from "./behaviour.js";
import type {
  StoredDeployment,
  StoredDeploymentEvent,
  StoredFlagEvent,
  StoredGroup,
  StoredPullRequest,
  StoredRepository,
} from "./stored.js";

/** The elements of each collection. */
export interface Contents {
  /** By key, in the order of creation. */
  readonly groups: StoredGroup;
  /** By key. */
  readonly repositories: StoredRepository;
  /** By id, in the order of arrival. */
  readonly deploymentEvents: StoredDeploymentEvent;
  /** By id. */
  readonly deployments: StoredDeployment;
  /** By id. */
  readonly flagEvents: StoredFlagEvent;
  /** By id. */
  readonly pullRequests: StoredPullRequest;
}

/** The collections of an account. Tests may change them directly, as another user would. */
export type Collections = { readonly [Name in keyof Contents]: Map<string, Contents[Name]> };

export interface Account {
  readonly collections: Collections;
  readonly behaviour: Behaviour;
}

/** The account as endpoints see it: only their changes change it. */
export type AccountView = { readonly [Name in keyof Contents]: ReadonlyMap<string, Contents[Name]> } & {
  readonly behaviour: Readonly<Behaviour>;
};

/** Maps each changed key to its new value, or to undefined to remove it. */
export type Changes = {
  readonly [Name in keyof Contents]?: readonly (readonly [key: string, value: Contents[Name] | undefined])[];
};

/** The initial content of an account. */
export type Seeds = { readonly [Name in keyof Contents]?: readonly Contents[Name][] | undefined };

export const makeAccount = (behaviour: Behaviour, seeds: Seeds = {}): Account => ({
  behaviour,
  collections: {
    groups: byKey(seeds.groups),
    repositories: byKey(seeds.repositories),
    deploymentEvents: byId(seeds.deploymentEvents),
    deployments: byId(seeds.deployments),
    flagEvents: byId(seeds.flagEvents),
    pullRequests: byId(seeds.pullRequests),
  },
});

export const applyChanges = ({ collections }: Account, changes: Changes): void => {
  update(collections.groups, changes.groups);
  update(collections.repositories, changes.repositories);
  update(collections.deploymentEvents, changes.deploymentEvents);
  update(collections.deployments, changes.deployments);
};

const update = <A>(collection: Map<string, A>, changes: readonly (readonly [string, A | undefined])[] = []): void => {
  for (const [key, value] of changes) {
    if (value === undefined) collection.delete(key);
    else collection.set(key, value);
  }
};

const byKey = <A extends { readonly key: string }>(seeds: readonly A[] = []): Map<string, A> =>
  new Map(seeds.map((seed) => [seed.key, seed]));

const byId = <A extends { readonly id: string }>(seeds: readonly A[] = []): Map<string, A> =>
  new Map(seeds.map((seed) => [seed.id, seed]));
