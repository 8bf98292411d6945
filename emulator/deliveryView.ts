import type { AccountView } from "./account.js";
import { mean, sum } from "./numbers.js";
import { collection, omit } from "./httpResponse.js";
import type { StoredDeployment, StoredPullRequest } from "./stored.js";

type Expand = ReadonlySet<string>;

const nothing: Expand = new Set();

/** Returns a deployment as it is answered, measured by the pull requests that it deployed. */
export const viewDeployment = (account: AccountView, deployment: StoredDeployment, expand = nothing): object => {
  const deployed = pullRequestsOf(account, deployment);
  const stages = leadTimeStages(deployment, deployed);
  return {
    ...omit(deployment, "projectKey", "applicationKind", "version", "receivedAt"),
    applicationVersion: deployment.version,
    active: isActive(account, deployment),
    numberOfContributors: new Set(deployed.map(({ author }) => author)).size,
    numberOfPullRequests: deployed.length,
    linesAdded: sum(deployed.map((each) => each.linesAdded)),
    linesDeleted: sum(deployed.map((each) => each.linesDeleted)),
    leadTime: stages?.totalLeadTimeMs ?? 0,
    ...(stages && { leadTimeStages: stages }),
    ...(expand.has("pullRequests") && {
      pullRequests: collection(deployed.map((each) => viewPullRequest(account, each))),
    }),
    ...(expand.has("flagReferences") && {
      flagReferences: collection(deployed.flatMap(({ flagReferences = [] }) => flagReferences)),
    }),
  };
};

/** Returns a pull request as it is answered. */
export const viewPullRequest = (account: AccountView, pullRequest: StoredPullRequest, expand = nothing): object => {
  const deployments = deploymentsOf(account, pullRequest);
  return {
    ...omit(pullRequest, "projectKey", "applicationKey", "flagReferences"),
    ...(expand.has("deployments") && {
      deployments: collection(deployments.map((each) => viewDeployment(account, each))),
    }),
    ...(expand.has("flagReferences") && { flagReferences: collection(pullRequest.flagReferences ?? []) }),
    ...(expand.has("leadTime") && { leadTime: leadTimeOf(pullRequest, deployments) }),
  };
};

/** Returns the deployments of its application whose version begins its merge commit. */
export const deploymentsOf = (
  { deployments }: AccountView,
  pullRequest: StoredPullRequest,
): readonly StoredDeployment[] => [...deployments.values()].filter((each) => isDeployedBy(pullRequest, each));

export interface LeadTimeStages {
  readonly codingDurationMs: number;
  readonly reviewDurationMs: number;
  readonly waitDurationMs: number;
  readonly deployDurationMs: number;
  readonly totalLeadTimeMs: number;
}

/** Returns the stages up to a deployment; undefined if it deployed no pull request. */
export const stagesOf = (account: AccountView, deployment: StoredDeployment): LeadTimeStages | undefined =>
  leadTimeStages(deployment, pullRequestsOf(account, deployment));

/** Measures from the first pull request to the end of the deployment. Coding takes no time: no commits are stored. */
const leadTimeStages = (
  { startedAt, endedAt = startedAt }: StoredDeployment,
  deployed: readonly StoredPullRequest[],
): LeadTimeStages | undefined => {
  if (deployed.length === 0) return undefined;
  const first = Math.min(...deployed.map(({ createTime }) => createTime));
  const merged = Math.max(...deployed.map(({ createTime, mergeTime = createTime }) => mergeTime));
  return {
    codingDurationMs: 0,
    reviewDurationMs: merged - first,
    waitDurationMs: Math.max(0, startedAt - merged),
    deployDurationMs: endedAt - startedAt,
    totalLeadTimeMs: Math.max(0, endedAt - first),
  };
};

/** Returns the longest and the mean lead time of a pull request over its deployments. */
export const leadTimeOf = (
  pullRequest: StoredPullRequest,
  deployments: readonly StoredDeployment[],
): { readonly codingDurationMs: number; readonly maxTotalLeadTimeMs?: number } => {
  const stages = deployments.flatMap((each) => leadTimeStages(each, [pullRequest]) ?? []);
  const { createTime, mergeTime } = pullRequest;
  const all = (of: keyof LeadTimeStages): readonly number[] => stages.map((each) => each[of]);
  return {
    codingDurationMs: 0,
    ...(mergeTime === undefined ? {} : { reviewDurationMs: mergeTime - createTime }),
    ...(stages.length > 0 && {
      maxWaitDurationMs: Math.max(...all("waitDurationMs")),
      avgWaitDurationMs: mean(all("waitDurationMs")),
      maxDeployDurationMs: Math.max(...all("deployDurationMs")),
      avgDeployDurationMs: mean(all("deployDurationMs")),
      maxTotalLeadTimeMs: Math.max(...all("totalLeadTimeMs")),
      avgTotalLeadTimeMs: mean(all("totalLeadTimeMs")),
    }),
  };
};

const pullRequestsOf = ({ pullRequests }: AccountView, deployment: StoredDeployment): readonly StoredPullRequest[] =>
  [...pullRequests.values()].filter((each) => isDeployedBy(each, deployment));

/** LaunchDarkly asks for at least seven characters of the commit. */
const isDeployedBy = (
  { projectKey, applicationKey, mergeCommitKey }: StoredPullRequest,
  deployment: StoredDeployment,
): boolean =>
  deployment.projectKey === projectKey &&
  deployment.applicationKey === applicationKey &&
  deployment.version.length >= 7 &&
  mergeCommitKey?.startsWith(deployment.version) === true;

/** Whether no other deployment of its application finished later in its environment. */
const isActive = ({ deployments }: AccountView, { id, ...deployment }: StoredDeployment): boolean => {
  const finished = [...deployments.values()].filter(
    (each) =>
      each.projectKey === deployment.projectKey &&
      each.environmentKey === deployment.environmentKey &&
      each.applicationKey === deployment.applicationKey &&
      each.status === "finished",
  );
  return finished.sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0)).at(-1)?.id === id;
};
