import type { StoredFlagEvent, StoredPullRequest, StoredRepository } from "../../emulator/index.js";

const hour = 3_600_000;

/** The emulator's clock in these tests. */
export const testedAt = Date.UTC(2026, 5, 17, 13);

export const repository: StoredRepository = { key: "acme/web", projectKeys: ["shop"] };

/** A deployment of the pull request below. */
export const deployed = {
  projectKey: "shop",
  environmentKey: "production",
  applicationKey: "web",
  version: "a1b2c3d",
} as const;

export const pullRequest: StoredPullRequest = {
  id: "00000000-0000-4000-a000-000000000001",
  projectKey: "shop",
  applicationKey: "web",
  externalId: "17",
  title: "Add the new button",
  status: "merged",
  author: "ada",
  createTime: testedAt - 5 * hour,
  mergeTime: testedAt - 3 * hour,
  mergeCommitKey: "a1b2c3d4e5f6",
  baseCommitKey: "0000000",
  headCommitKey: "1111111",
  filesChanged: 3,
  linesAdded: 30,
  linesDeleted: 4,
  url: "https://github.com/acme/web/pull/17",
  flagReferences: [{ projectKey: "shop", flagKey: "new-button", referencesAdded: 2, referencesRemoved: 0 }],
};

export const flagEvent: StoredFlagEvent = {
  id: "00000000-0000-4000-a000-000000000002",
  projectId: "600000000000000000000001",
  projectKey: "shop",
  environmentKey: "production",
  flagKey: "new-button",
  eventType: "enabled_targeting",
  eventTime: testedAt - 2 * hour,
  description: "Turned on",
  impact: { size: "small", percentage: 12.5, reason: "evaluations" },
  member: { id: "member", email: "ada@example.com", firstName: "Ada", lastName: "L." },
  actions: ["updateOn"],
  applicationKeys: ["web"],
  experiments: [
    { key: "button", name: "Button", iteration: { id: "1", status: "running", startedAt: testedAt - 90 * hour } },
  ],
};
