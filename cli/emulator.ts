import { once } from "node:events";
import {
  faultKinds,
  parseFaults,
  startEmulator,
  type Emulator,
  type Faults,
  type Limits,
  type StoredRepository,
} from "../emulator/index.js";
import { print } from "./output.js";
import { exitCodes, parseOptions, UsageError, whole } from "./usage.js";

/** Runs an emulator until SIGINT or SIGTERM. */
export const emulator = async (args: readonly string[]): Promise<number> => {
  const values = parseOptions(args, flags);
  if (values.help === true) {
    await print(help);
    return 0;
  }
  const token = values.token ?? "api-emulator";
  if (token === "") throw new UsageError("--token must not be empty");
  const stopped = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  const running = await started(token, values);
  try {
    if (values.json === true) await print(`${JSON.stringify({ url: running.url, token })}\n`);
    else await print(`${running.url}\n${process.stdout.isTTY ? hint(running.url, token) : ""}`);
    await stopped;
  } finally {
    await running.close();
  }
  return 0;
};

const flags = {
  port: { type: "string" },
  token: { type: "string" },
  latency: { type: "string" },
  repositories: { type: "string" },
  faults: { type: "string" },
  seed: { type: "string" },
  "limit-global": { type: "string" },
  "limit-route": { type: "string" },
  "limit-auth-token": { type: "string" },
  "limit-window": { type: "string" },
  "limit-headers": { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type Values = Readonly<Partial<Record<Exclude<keyof typeof flags, "json" | "help">, string>>>;

const started = async (token: string, values: Values): Promise<Emulator> => {
  const port = whole("port", values.port, { max: 65_535 });
  const options = {
    port,
    token,
    latency: whole("latency", values.latency),
    repositories: repositories(values.repositories),
    faults: faults(values.faults),
    seed: whole("seed", values.seed),
    limits: limits(values),
  };
  try {
    return await startEmulator(options);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE")) throw cause;
    throw new Error(`port ${String(port)} is in use: choose another port, or omit --port to use a free one`, {
      cause,
    });
  }
};

const repositories = (keys = ""): readonly StoredRepository[] =>
  keys
    .split(",")
    .filter((key) => key !== "")
    .map((key) => {
      if (!/^[^/]+\/[^/]+$/.test(key)) throw new UsageError(`--repositories: ${JSON.stringify(key)} is not OWNER/NAME`);
      return { key, projectKeys: [] };
    });

const faults = (specification: string | undefined): Faults | undefined => {
  try {
    return specification === undefined ? undefined : parseFaults(specification);
  } catch (cause) {
    throw new UsageError(`--faults: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
};

const limits = (values: Values): Limits => {
  const headers = (["all", "none", "retry-after"] as const).find((each) => each === values["limit-headers"]);
  if (values["limit-headers"] !== undefined && headers === undefined) {
    throw new UsageError("--limit-headers must be all, none or retry-after");
  }
  return {
    global: whole("limit-global", values["limit-global"], { min: 1 }),
    route: whole("limit-route", values["limit-route"], { min: 1 }),
    authToken: whole("limit-auth-token", values["limit-auth-token"], { min: 1 }),
    windowMs: whole("limit-window", values["limit-window"], { min: 1 }),
    headers,
  };
};

const hint = (url: string, token: string): string => `
To use it with a stack (Ctrl-C stops it and deletes its groups):
  pulumi config set launchdarkly:apiHost ${url}
  pulumi config set --secret launchdarkly:accessToken ${token}
`;

const help = `Usage: pulumi-launchdarkly-insights emulator [options]

Runs LaunchDarkly's Engineering Insights API on 127.0.0.1, in memory. The first line of output is its URL. It stops on
Ctrl-C (SIGINT) or SIGTERM.

Options:
  --port N              the port (default: 0, a free port)
  --token TOKEN         the access token it accepts (default: api-emulator)
  --latency MS          milliseconds added to each response (default: 0)
  --repositories KEY,…  the repositories that exist, as OWNER/NAME (default: none)
  --json                print {"url":…,"token":…} on one line instead of the URL
  --help, -h            print this

Faults, to test a pipeline against an unreliable service:
  --faults SHARE        the share of calls that fail, in all the ways below (0.3: three of ten)
  --faults KIND=SHARE,… the share for each way, as in resetAfter=0.05,slow=0.1,slowMs=2000
  --seed N              selects which calls fail, the same calls for the same N (default: 1)

${Object.entries(faultKinds)
  .map(([kind, what]) => `    ${kind.padEnd(15)} ${what}`)
  .join("\n")}

Rate limits, in fixed windows; a call beyond them gets a 429 and has no effect:
  --limit-global N      calls of the account per window (default: no limit)
  --limit-route N       calls per window of each route, a method and a path (default: no limit)
  --limit-auth-token N  calls of the access token per window (default: no limit)
  --limit-window MS     the length of a window (default: 10000)
  --limit-headers WHICH all (default): X-Ratelimit-*; retry-after: only with a 429; none

${exitCodes}
`;
