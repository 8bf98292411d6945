import * as E from "fp-ts/Either";
import {
  createDeploymentEvent,
  listDeployments,
  type ListedDeployment,
  type TimedEvent,
} from "../../api/deploymentEvents.js";
import { outcomeUnknown } from "../../errors/apiError.js";
import { backOff } from "../../http/backoff.js";
import { classifyFailure, mayHaveSucceeded } from "../../http/retryPolicy.js";
import type { Api, HttpContext } from "../../http/send.js";
import type { DeploymentEventInputs } from "../../model/deploymentEvent.js";

export interface RecordedEvent {
  /** Epoch milliseconds: the time of the event that was sent. */
  readonly recordedAt: number;
}

/**
 * Sends one POST. If its reply is lost, the list of deployments shows whether LaunchDarkly has the event; otherwise the POST
 * is sent again with the same time, so that LaunchDarkly can recognize a repetition.
 */
export const recordEvent =
  (inputs: DeploymentEventInputs): Api<RecordedEvent> =>
  (context) =>
  async () => {
    const recordedAt = inputs.eventTime ?? context.clock.wallTime();
    const event: TimedEvent = { ...inputs, eventTime: recordedAt };
    let mayBeRecorded = false;
    for (let retries = 0; ; retries++) {
      const result = await createDeploymentEvent(event)(context)();
      if (E.isRight(result)) return E.right({ recordedAt });
      const error = result.left;
      mayBeRecorded ||= mayHaveSucceeded(error);
      if (mayBeRecorded && (await isListed(event, retries, context))) return E.right({ recordedAt });
      const isWorthRetry = ["transient", "conflict"].includes(classifyFailure(error));
      const isInTime = isWorthRetry ? await backOff(retries)(context)() : E.right(false);
      if (E.isRight(isInTime) && isInTime.right) continue;
      return E.left(mayBeRecorded ? outcomeUnknown(error, next) : error);
    }
  };

const next = "it records the event once more, which LaunchDarkly may count twice";

/** Number of looks for an event before it is sent again: LaunchDarkly may list it late. */
const maxLooks = 4;

/** Whether the list of deployments shows the event. A list that cannot be read shows nothing. */
const isListed = async (event: TimedEvent, retries: number, context: HttpContext): Promise<boolean> => {
  // A custom event belongs to no deployment.
  if (event.eventType === "custom") return false;
  for (let looks = 0; looks < maxLooks; looks++) {
    const isInTime = await backOff(retries + looks)(context)();
    if (E.isRight(isInTime) && !isInTime.right) return false;
    const deployments = await listDeployments(event)(context)();
    if (E.isLeft(deployments)) return false;
    if (deployments.right.some((deployment) => isEndOrStart(event, deployment))) return true;
  }
  return false;
};

/** LaunchDarkly lists no values of a status, so only the opposite one excludes a deployment. */
const isEndOrStart = (
  { eventType, eventTime }: TimedEvent,
  { startedAt, endedAt, status }: ListedDeployment,
): boolean =>
  eventType === "started"
    ? Number(startedAt) === eventTime
    : Number(endedAt) === eventTime && status !== (eventType === "finished" ? "failed" : "finished");
