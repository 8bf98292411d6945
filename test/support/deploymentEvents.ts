/** Required arguments of a deployment event. */
export const deployed = {
  projectKey: "shop",
  environmentKey: "production",
  applicationKey: "checkout",
  version: "1.4.0",
} as const;

/** All arguments. */
export const everything = {
  ...deployed,
  eventType: "failed",
  applicationName: "Checkout",
  applicationKind: "browser",
  versionName: "Spring",
  eventTime: 1_750_000_000_000,
  eventMetadata: { cause: { step: "migrate", code: 3 }, tags: ["a", "b"] },
  deploymentMetadata: { region: "eu" },
} as const;
