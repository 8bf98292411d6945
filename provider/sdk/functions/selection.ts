/** Selects a time window. */
export interface WindowArgs {
  /**
   * The start of the window, in epoch milliseconds.
   * @default seven days ago
   */
  readonly from?: number | undefined;
  /**
   * The end of the window, in epoch milliseconds.
   * @default now
   */
  readonly to?: number | undefined;
}

/** Selects applications. */
export interface ApplicationArgs {
  /**
   * The keys of the applications to include. An empty list means all applications.
   * @default all applications
   */
  readonly applicationKeys?: readonly string[] | undefined;
}

/** Selects an environment and applications. */
export interface EnvironmentArgs extends ApplicationArgs {
  /** The key of the project. */
  readonly projectKey: string;
  /** The key of an environment of the project. */
  readonly environmentKey: string;
}

export interface LimitArgs {
  /**
   * Maximum number of items to return, from 1 to 10,000. Each 100 items take one request.
   * @default 100
   */
  readonly limit?: number | undefined;
}
