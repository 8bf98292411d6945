/**
 * Runs a hundred lifecycles in the real engine and ten thousand bad reads. Writes each outcome when the lifecycle ends,
 * so that an interrupted run continues.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, type } from "node:os";
import { join, resolve } from "node:path";
import { main } from "../../scripts/runScript.js";
import { aroundReport, writeReport } from "../../scripts/report.js";
import { badReads, type BadReads } from "../support/badReads.js";
import type { Adapter } from "../support/stack.js";
import type { Outcome } from "./life.js";
import { scenarios } from "./scenarios.js";
import { table } from "./table.js";

const usage = `Usage: npm run test:faults -- [options]

Runs ${String(scenarios.reduce((sum, { lives }) => sum + lives, 0))} lifecycles of stacks in the real engine, reads 10,000 bad responses, and prints a Markdown table. Takes about
50 minutes on two cores. Continues where an interrupted run stopped.

  --fresh     discard earlier outcomes
  --plugin    run the lifecycles with the native plugin instead of the dynamic provider
  --jobs N    lifecycles to run at once (default 1); more affect the measured rate limits
  --write     write the table into docs/reliability.md
  --help, -h  print this help

Exit codes: 0 nothing was lost; 1 something was lost, or a lifecycle failed; 2 invalid command line; 130 stopped by Ctrl-C.
`;

interface Lived {
  readonly name: string;
  readonly seed: number;
  readonly outcome: Outcome;
}

const page = "docs/reliability.md";
const repository = resolve(__dirname, "../..");
const journalOf = (adapter: Adapter): string => join(repository, ".faults", `${adapter.replace(" ", "-")}.jsonl`);

const isBad = ({ failures, falseDeletions, leaks, late }: Outcome): boolean =>
  failures.length + falseDeletions + leaks + late > 0;

const readJournal = (journal: string): readonly Lived[] =>
  existsSync(journal)
    ? readFileSync(journal, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Lived)
    : [];

const liveAll = async (adapter: Adapter, jobs: number, signal: AbortSignal): Promise<readonly Lived[]> => {
  const journal = journalOf(adapter);
  const before = readJournal(journal);
  const lived = [...before];
  mkdirSync(join(repository, ".faults"), { recursive: true });
  const waiting = scenarios
    .flatMap(({ name, lives, live }) => Array.from({ length: lives }, (_, seed) => ({ name, lives, live, seed })))
    .filter(({ name, seed }) => !before.some((life) => life.name === name && life.seed === seed));
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      signal.throwIfAborted();
      const { name, lives, live, seed } = next;
      const life = { name, seed, outcome: await live(seed, adapter) };
      appendFileSync(journal, `${JSON.stringify(life)}\n`);
      lived.push(life);
      const { failures } = life.outcome;
      process.stderr.write(
        `${name}, lifecycle ${String(seed + 1)} of ${String(lives)}: ${failures.length === 0 ? "succeeded" : failures.join("\n")}\n`,
      );
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: jobs }, work));
  for (const worker of workers) if (worker.status === "rejected") throw worker.reason;
  return lived;
};

/** A signal ends the run after the current lifecycle, which leaves nothing behind. */
const options = {
  fresh: { type: "boolean" },
  jobs: { type: "string" },
  plugin: { type: "boolean" },
  write: { type: "boolean" },
} as const;

main(usage, options, async (values, signal) => {
  const jobs = Number(values.jobs ?? 1);
  if (!Number.isInteger(jobs) || jobs < 1) throw new Error("--jobs must be a whole number of at least 1");
  const [adapter, marker] =
    values.plugin === true ? (["plugin", "faults-plugin"] as const) : (["dynamic provider", "faults"] as const);
  if (values.write === true) aroundReport(page, marker);
  if (values.fresh === true) rmSync(journalOf(adapter), { force: true });
  const lived = await liveAll(adapter, jobs, signal);
  const reads = adapter === "plugin" ? undefined : await badReads(10_000);
  const report = [
    table(
      scenarios.map(({ name }) => ({
        name,
        outcomes: lived.filter((life) => life.name === name).map(({ outcome }) => outcome),
      })),
    ),
    ...(reads === undefined ? [] : [badReadsLine(reads)]),
    `${new Date().toISOString().slice(0, 10)}, ${type()}, ${String(cpus().length)} cores, Node ${process.versions.node}: \`npm run test:faults${adapter === "plugin" ? " -- --plugin" : ""}\``,
  ].join("\n\n");
  process.stdout.write(`${report}\n`);
  if (values.write === true) await writeReport(page, marker, report);
  if ((reads?.deletions ?? 0) > 0 || lived.some(({ outcome }) => isBad(outcome))) process.exitCode = 1;
});

const badReadsLine = ({ cases, deletions, unanswered }: BadReads): string =>
  `${cases.toLocaleString("en")} bad responses to reads of groups: ${String(deletions)} treated as deletions (${String(unanswered)} ended before their response arrived).`;
