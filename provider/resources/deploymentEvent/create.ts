import * as E from "fp-ts/Either";
import {
  createDeploymentEvent,
  listDeployments,
  type ListedDeployment,
  type TimedEvent,
} from "../../api/deploymentEvents.js";
import { hasStatus, outcomeUnknown } from "../../errors/apiError.js";
import { backOff } from "../../http/backoff.js";
import { classifyFailure, mayHaveSucceeded } from "../../http/retryPolicy.js";
import type { Api, HttpContext } from "../../http/send.js";
import { sameJson } from "../../lib/json.js";
import type { DeploymentEventInputs } from "../../model/deploymentEvent.js";

export interface RecordedEvent {
  /** Epoch milliseconds: the time of the event that was sent. */
  readonly recordedAt: number;
}

/**
 * Sends one POST. If its reply is lost, the list of deployments shows whether LaunchDarkly has the event; otherwise the
 * POST is sent again with the same time, so that LaunchDarkly can recognize a duplicate.
 */
export const recordEvent =
  (inputs: DeploymentEventInputs): Api<RecordedEvent> =>
  (context) =>
  async () => {
    const recordedAt = inputs.eventTime ?? context.clock.wallTime();
    const event: TimedEvent = { ...inputs, eventTime: recordedAt };
    let mayBeRecorded = false;
    let conflicts = 0;
    for (let retries = 0; ; retries++) {
      const result = await createDeploymentEvent(event)(context)();
      if (E.isRight(result)) return E.right({ recordedAt });
      const error = result.left;
      mayBeRecorded ||= mayHaveSucceeded(error);
      // LaunchDarkly may reject a duplicate with 409.
      if (hasStatus(error, 409)) conflicts += 1;
      if ((mayBeRecorded || conflicts > 1) && (await isListed(event, retries, context))) return E.right({ recordedAt });
      const isWorthRetry =
        classifyFailure(error) === "transient" || (hasStatus(error, 409) && conflicts <= maxConflicts);
      const isInTime = isWorthRetry ? await backOff(retries)(context)() : E.right(false);
      if (E.isRight(isInTime) && isInTime.right) continue;
      return E.left(mayBeRecorded ? outcomeUnknown(error, next) : error);
    }
  };

const next = "it records the event once more, which LaunchDarkly may count twice";

const maxConflicts = 4;

/** Number of times the list is read before an event is sent again: LaunchDarkly may list the event late. */
const maxReads = 4;

/** Whether the list of deployments shows the event. A list that cannot be read shows nothing. */
const isListed = async (event: TimedEvent, retries: number, context: HttpContext): Promise<boolean> => {
  // A custom event belongs to no deployment.
  if (event.eventType === "custom") return false;
  for (let reads = 0; reads < maxReads; reads++) {
    const isInTime = await backOff(retries + reads)(context)();
    if (E.isRight(isInTime) && !isInTime.right) return false;
    const deployments = await listDeployments(event)(context)();
    if (E.isLeft(deployments)) return false;
    if (deployments.right.some((deployment) => isEndOrStart(event, deployment))) return true;
  }
  return false;
};

/**
 * LaunchDarkly documents no values of a status, so only the opposite status excludes a deployment. An event with the same
 * time but other metadata is an earlier event, and a deployment that was never started begins when it ends.
 */
const isEndOrStart = (
  { eventType, eventTime, deploymentMetadata = {} }: TimedEvent,
  { startedAt, endedAt, status, metadata }: ListedDeployment,
): boolean => {
  const listed = metadata as Readonly<Record<string, unknown>> | null | undefined; // any member may be missing
  const hasMetadata =
    !listed || Object.entries(deploymentMetadata).every(([name, value]) => sameJson(listed[name], value));
  return (
    hasMetadata &&
    (eventType === "started"
      ? Number(startedAt) === eventTime && Number(endedAt) !== eventTime
      : Number(endedAt) === eventTime && status !== (eventType === "finished" ? "failed" : "finished"))
  );
};
