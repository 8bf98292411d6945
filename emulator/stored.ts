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

/** A repository that LaunchDarkly's GitHub app offers, and the projects it is associated with. */
export interface StoredRepository {
  /** `owner/name`. */
  readonly key: string;
  readonly projectKeys: readonly string[];
  /** Projects before each recent change, which a delayed list still shows. `until` is in epoch milliseconds. */
  readonly earlier?: readonly { readonly until: number; readonly projectKeys: readonly string[] }[];
  /** Default `main`. */
  readonly mainBranch?: string;
}

/** An event as it was accepted. */
export interface StoredDeploymentEvent {
  readonly id: string;
  readonly projectKey: string;
  readonly environmentKey: string;
  readonly applicationKey: string;
  readonly applicationName?: string;
  readonly applicationKind?: "server" | "browser" | "mobile";
  readonly version: string;
  readonly versionName?: string;
  readonly eventType: "started" | "failed" | "finished" | "custom";
  /** Epoch milliseconds; the time of arrival unless the event has a time. */
  readonly eventTime: number;
  readonly eventMetadata?: Readonly<Record<string, unknown>>;
  readonly deploymentMetadata?: Readonly<Record<string, unknown>>;
}

/** A deployment that events were paired to. Times are in epoch milliseconds. */
export interface StoredDeployment {
  readonly id: string;
  readonly projectKey: string;
  readonly environmentKey: string;
  readonly applicationKey: string;
  readonly applicationKind: string;
  readonly version: string;
  readonly startedAt: number;
  /** Absent while it runs. */
  readonly endedAt?: number;
  /** Absent if the start was never reported. */
  readonly durationMs?: number;
  /** `started`, `finished` or `failed`. */
  readonly status: string;
  readonly kind: string;
  readonly archived: boolean;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Time of its first event's arrival, by the emulator's clock. */
  readonly receivedAt: number;
}

export interface StoredFlagReference {
  readonly projectKey: string;
  readonly flagKey: string;
  readonly referencesAdded: number;
  readonly referencesRemoved: number;
}

/** A pull request. It belongs to the deployments of its application whose version begins its merge commit. */
export interface StoredPullRequest {
  readonly id: string;
  readonly projectKey: string;
  readonly applicationKey: string;
  /** The number, as a text. */
  readonly externalId: string;
  readonly title: string;
  readonly status: "open" | "merged" | "closed" | "deployed";
  readonly author: string;
  /** Epoch milliseconds. */
  readonly createTime: number;
  readonly mergeTime?: number;
  readonly mergeCommitKey?: string;
  readonly baseCommitKey: string;
  readonly headCommitKey: string;
  readonly filesChanged: number;
  readonly linesAdded: number;
  readonly linesDeleted: number;
  readonly url: string;
  readonly flagReferences?: readonly StoredFlagReference[];
}

/** A change of a flag. `applicationKeys` and `experiments` are returned only if a query expands them. */
export interface StoredFlagEvent {
  readonly id: string;
  readonly projectId: string;
  readonly projectKey: string;
  readonly environmentKey: string;
  readonly flagKey: string;
  readonly eventType: string;
  /** Epoch milliseconds. */
  readonly eventTime: number;
  readonly description: string;
  readonly impact: {
    readonly size?: "none" | "small" | "medium" | "large";
    readonly percentage?: number;
    readonly reason?: string;
  };
  readonly member?: {
    readonly id: string;
    readonly email: string;
    readonly firstName: string;
    readonly lastName: string;
  };
  readonly actions?: readonly string[];
  readonly applicationKeys?: readonly string[];
  readonly experiments?: readonly {
    readonly key: string;
    readonly name: string;
    readonly iteration: { readonly id: string; readonly status: string; readonly startedAt: number };
  }[];
}
