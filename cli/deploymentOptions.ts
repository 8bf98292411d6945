import * as E from "fp-ts/Either";
import { formatProblems, problemsOf, type Problem } from "../provider/lib/problems.js";
import { DeploymentEventInputs, eventTypes, type ArgumentName } from "../provider/model/deploymentEvent.js";
import { environmentVariables, exitCodes, parseOptions, UsageError } from "./usage.js";

/** The options of the deployment command. */
export interface DeploymentOptions {
  readonly event: DeploymentEventInputs;
  readonly json: boolean;
}

/** Parses the command line, with defaults from GitHub Actions; throws a `UsageError` with every problem of the event. */
export const deploymentOptions = (args: readonly string[], env: NodeJS.ProcessEnv): DeploymentOptions | "help" => {
  const [eventType] = args;
  const hasEvent = eventType !== undefined && !eventType.startsWith("-");
  const values = parseOptions(hasEvent ? args.slice(1) : args, flags);
  if (values.help === true) return "help";
  if (!hasEvent) throw new UsageError(`pass the event first: ${eventTypes.join(", ")}`);
  const event = DeploymentEventInputs.decode({
    eventType,
    projectKey: values.project,
    environmentKey: values.environment,
    applicationKey: values.application ?? repositoryName(env),
    version: values.version ?? nonEmpty(env["GITHUB_SHA"]),
    applicationName: values["application-name"],
    applicationKind: values["application-kind"],
    versionName: values["version-name"],
    eventTime: timeOf(values["event-time"]),
    eventMetadata: metadata("event-metadata", values["event-metadata"]),
    deploymentMetadata: metadata("deployment-metadata", values["deployment-metadata"]),
  });
  if (E.isRight(event)) return { event: event.right, json: values.json === true };
  throw new UsageError(formatProblems(problemsOf(event.left).map(ofOption)));
};

const flags = {
  project: { type: "string" },
  environment: { type: "string" },
  application: { type: "string" },
  version: { type: "string" },
  "application-name": { type: "string" },
  "application-kind": { type: "string" },
  "version-name": { type: "string" },
  "event-time": { type: "string" },
  "event-metadata": { type: "string", multiple: true },
  "deployment-metadata": { type: "string", multiple: true },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

const optionOf: Readonly<Record<ArgumentName, string>> = {
  projectKey: "--project",
  environmentKey: "--environment",
  applicationKey: "--application",
  version: "--version",
  eventType: "the event",
  applicationName: "--application-name",
  applicationKind: "--application-kind",
  versionName: "--version-name",
  eventTime: "--event-time",
  eventMetadata: "--event-metadata",
  deploymentMetadata: "--deployment-metadata",
};

const ofOption = ({ property, reason }: Problem): Problem => ({
  property: Object.hasOwn(optionOf, property) ? optionOf[property as ArgumentName] : property, // just looked up
  reason,
});

/** LaunchDarkly's own GitHub action names the application in the same way. */
const repositoryName = (env: NodeJS.ProcessEnv): string | undefined =>
  nonEmpty(env["GITHUB_REPOSITORY"]?.split("/")[1]);

const nonEmpty = (text: string | undefined): string | undefined => (text === "" ? undefined : text);

/** Returns epoch milliseconds. An ISO 8601 time needs an offset: otherwise it would depend on the machine. */
const timeOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const isIso = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const time = /^\d+$/.test(text) ? Number(text) : isIso ? Date.parse(text) : NaN;
  if (!Number.isNaN(time) && (!isIso || isDay(text.slice(0, 10)))) return time;
  throw new UsageError("--event-time must be epoch milliseconds or a time such as 2026-01-31T12:00:00Z");
};

/** Whether the date exists: Date.parse reads February 31 as March 3. */
const isDay = (date: string): boolean => new Date(`${date}T00:00Z`).toISOString().startsWith(date);

const metadata = (option: string, pairs: readonly string[] = []): Readonly<Record<string, string>> | undefined => {
  const entries = pairs.map((pair) => {
    const [, key = "", value = ""] = /^([^=]+)=([^]*)$/.exec(pair) ?? [];
    if (key === "") throw new UsageError(`--${option} must be KEY=VALUE, not ${JSON.stringify(pair)}`);
    return [key, value] as const;
  });
  const keys = entries.map(([key]) => key);
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index);
  if (repeated !== undefined) throw new UsageError(`--${option} has ${JSON.stringify(repeated)} twice`);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
};

export const help = `Usage: pulumi-launchdarkly-insights deployment <started|finished|failed|custom> [options]

Records a deployment event; LaunchDarkly computes deployment frequency, failure rate and lead time from such events. Send
started before a deployment, and finished or failed after it; without started, the deployment has no duration. An event
cannot be deleted. If the reply is lost, the command looks for the event before it sends it again, with the same time.
  pulumi-launchdarkly-insights deployment started --project shop --environment production
  pulumi-launchdarkly-insights deployment finished --project shop --environment production

${environmentVariables}

Options:
  --project KEY                    the project
  --environment KEY                the environment
  --application KEY                the application, which LaunchDarkly creates if it is new (default: in GitHub Actions,
                                   the name of the repository without its owner, from GITHUB_REPOSITORY)
  --version VERSION                at least the first seven characters of the commit, or the tag: LaunchDarkly finds pull
                                   requests by it (default: in GitHub Actions, the commit, from GITHUB_SHA)
  --application-name NAME          the application's display name
  --application-kind KIND          server, browser or mobile (LaunchDarkly's default: server)
  --version-name NAME              the version's display name
  --event-time TIME                epoch milliseconds, or a time such as 2026-01-31T12:00:00Z (default: now)
  --event-metadata KEY=VALUE       a detail of the event. Can be repeated
  --deployment-metadata KEY=VALUE  a detail of the deployment. Can be repeated
  --json                           print the recorded event as JSON, with the names of LaunchDarkly's API
  --help, -h                       print this

${exitCodes}
`;
