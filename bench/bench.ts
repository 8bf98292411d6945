/** Compares the cost of this provider with a no-op and a naive one, in the real engine. */
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { engine } from "../scripts/engine.js";
import { main } from "../scripts/runScript.js";
import { log } from "../scripts/progress.js";
import { aroundReport, writeReport } from "../scripts/report.js";
import { chart } from "./chart.js";
import { largestNaive, providers } from "./programs.js";
import { conditions, report, summarize, violations, type Run } from "./report.js";
import { engineOptions, runScenario, runWithOption, steps } from "./scenario.js";

const help = `Usage: npm run bench -- [options]

Runs the real engine against an emulator with a latency of 20 ms: up, up without changes, preview, refresh, drift check,
refresh of an account ten times as large, renaming all groups, destroy. Compares this provider with a no-op dynamic provider
and, up to 100 groups, with a naive one (its code in state, one GET per read), and the plugin with a no-op plugin. Prints
Markdown tables of medians. Takes about 45 minutes on two cores. Continues where an interrupted run stopped.

  --sizes N,…  numbers of groups (default 10,100,500)
  --large      also 2,000 groups, once (about an hour)
  --runs N     runs per size (default 3; sizes above 1,000 once)
  --levers     also measure the engine's own options, at the largest size up to 1,000 (about 12 minutes for 500)
  --json       print JSON instead of tables
  --write      write the tables into docs/performance.md between <!-- bench:begin --> and <!-- bench:end -->, and draw
               docs/cost.svg
  --fresh      discard earlier measurements of this build
  --help, -h   print this help

Exit codes: 0 measured; 1 a step failed or exceeded its bound of calls; 2 invalid command line; 130 stopped by Ctrl-C.
`;

const flags = {
  sizes: { type: "string", default: "10,100,500" },
  large: { type: "boolean" },
  runs: { type: "string", default: "3" },
  levers: { type: "boolean" },
  json: { type: "boolean" },
  write: { type: "boolean" },
  fresh: { type: "boolean" },
} as const;

/** Maximum size that runs more than once, and with engine options. */
const largestRepeated = 1000;

const page = "docs/performance.md";
const repository = resolve(__dirname, "..");
const journal = join(repository, ".bench");

main(help, flags, async (options, signal) => {
  const runs = whole("runs", options.runs);
  const given = options.sizes.split(",").map((size) => whole("sizes", size));
  const sizes = [...new Set([...given, ...(options.large === true ? [2000] : [])])].sort((a, b) => a - b);
  if (options.write === true) aroundReport(page, "bench");
  if (options.fresh === true) rmSync(journal, { recursive: true, force: true });
  const { version } = await engine(signal);

  const done: Run[] = [];
  const remembered = remember<Omit<Run, "provider" | "groups" | "run">>("scenarios", version);
  for (let run = 1; run <= runs; run++) {
    // Interleaved, so that other load on the machine affects all providers alike.
    for (const groups of sizes.filter((size) => run === 1 || size <= largestRepeated)) {
      for (const provider of providers.filter((each) => each !== "naive" || groups <= largestNaive)) {
        const key = `${provider} ${String(groups)} ${String(run)}`;
        const scenario = await remembered(key, () => runScenario(provider, groups, signal));
        done.push({ ...scenario, provider, groups, run });
        const seconds = steps.map(({ name }) => `${name} ${scenario.steps[name]?.seconds.toFixed(1) ?? ""}`);
        log(`run ${String(run)}, ${String(groups)} groups, ${provider}: ${seconds.join(", ")} s`);
      }
    }
  }

  const largest = sizes.findLast((size) => size <= largestRepeated) ?? Math.min(...sizes);
  const optionSeconds: (readonly number[])[] = [];
  const rememberedOptions = remember<readonly number[]>("options", version);
  for (const option of options.levers === true ? engineOptions : []) {
    const seconds = await rememberedOptions(`${option.name} ${String(largest)}`, () =>
      runWithOption(option, largest, signal),
    );
    log(`${option.name}: ${seconds.map((each) => each.toFixed(1)).join(", ")} s`);
    optionSeconds.push(seconds);
  }

  const summaries = summarize(done);
  const tables = report(done, version, largest, options.levers === true ? optionSeconds : undefined);
  const json = { conditions: conditions(done, version), summaries, runs: done, engineOptions: optionSeconds };
  process.stdout.write(`${options.json === true ? JSON.stringify(json) : tables}\n`);
  if (options.write === true) {
    writeFileSync(join(repository, "docs/cost.svg"), chart(summaries));
    const image =
      "![Seconds against the number of groups: this provider and its plugin, each with a no-op one](cost.svg)";
    await writeReport(page, "bench", `${image}\n\n${tables}`);
  }
  const broken = violations(summaries);
  if (broken.length > 0) throw new Error(broken.join("\n"));
});

const whole = (option: string, text: string): number => {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  const message = `--${option}: ${JSON.stringify(text)} is not a whole number from 1 to 99999`;
  throw Object.assign(new TypeError(message), { code: "ERR_PARSE_ARGS_INVALID_OPTION_VALUE" });
};

/**
 * Keeps results in a journal, so that an interrupted run continues. Ignores results of another build, Node or engine.
 */
const remember = <A>(name: string, version: string): ((key: string, work: () => Promise<A>) => Promise<A>) => {
  const hash = createHash("sha256").update(`${process.version} ${version}`);
  for (const built of ["dist/provider", "dist/emulator", "bench"]) {
    for (const each of readdirSync(join(repository, built)).sort()) {
      if (/\.js$|^(programs|scenario)\.ts$/.test(each)) hash.update(readFileSync(join(repository, built, each)));
    }
  }
  const build = hash.digest("hex").slice(0, 16);
  const file = join(journal, `${name}.jsonl`);
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  const entries = lines.map((line) => JSON.parse(line) as { key: string; build: string; result: A }); // written below
  return async (key, work) => {
    const found = entries.find((entry) => entry.key === key && entry.build === build);
    if (found !== undefined) return found.result;
    const result = await work();
    mkdirSync(journal, { recursive: true });
    appendFileSync(file, `${JSON.stringify({ key, build, result })}\n`);
    return result;
  };
};
