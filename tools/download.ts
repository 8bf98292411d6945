import { createRequire } from "node:module";
import { join } from "node:path";
import type { Engine } from "./installation.js";
import { bring, version } from "./place.js";
import { run } from "./process.js";

/** Minutes: about 150 MB, also over a slow line; a server that never answers must not hold up a pipeline for long. */
const patience = 10;

/** Lets the npm package `pulumi` download the CLI, into a home of its own: it takes any file called `pulumi` for finished. */
export const download = (signal?: AbortSignal): Promise<Engine> =>
  bring(async (home) => {
    const env = { ...process.env, PULUMI_HOME: home, PULUMI_VERSION: version, NODE_USE_ENV_PROXY: "1" };
    await run(process.execPath, [launcher, "version"], { env, timeout: patience * 60_000, signal });
    return join(home, "versions", version);
  }, signal);

const launcher = createRequire(__filename).resolve("pulumi/run.js");
