/**
 * The long form: a hundred lives through the real engine and ten thousand bad reads. Every life is written down when it
 * ends, so that an interrupted run goes on where it was.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, type } from "node:os";
import { join, resolve } from "node:path";
import { main } from "../../scripts/runScript.js";
import { aroundReport, writeReport } from "../../scripts/report.js";
import { badReads } from "../support/badReads.js";
import type { Outcome } from "./life.js";
import { scenarios } from "./scenarios.js";
import { table } from "./table.js";

const usage = `Usage: npm run test:faults -- [--fresh] [--write]

Takes ${String(scenarios.reduce((sum, { lives }) => sum + lives, 0))} stacks through a life in the real engine, reads 10,000 bad answers, and prints a table. About 50 minutes on two cores.
Goes on where an interrupted run stopped.

  --fresh   begin anew
  --jobs N  so many lives at once (default: 1); rate limits are then measured beside others
  --write   put the table into docs/reliability.md
  --help    show this

Exit code: 0 if nothing was lost, 1 if something was, 2 if the command line is wrong.
`;

interface Lived {
  readonly name: string;
  readonly seed: number;
  readonly outcome: Outcome;
}

const page = "docs/reliability.md";
const repository = resolve(__dirname, "../..");
const journal = join(repository, ".faults", "lives.jsonl");

const isBad = ({ failures, falseDeletions, leaks, late }: Outcome): boolean =>
  failures.length + falseDeletions + leaks + late > 0;

const readJournal = (): readonly Lived[] =>
  existsSync(journal)
    ? readFileSync(journal, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Lived)
    : [];

const liveAll = async (before: readonly Lived[], jobs: number, signal: AbortSignal): Promise<readonly Lived[]> => {
  const lived = [...before];
  mkdirSync(join(repository, ".faults"), { recursive: true });
  const waiting = scenarios
    .flatMap(({ name, lives, live }) => Array.from({ length: lives }, (_, seed) => ({ name, lives, live, seed })))
    .filter(({ name, seed }) => !before.some((life) => life.name === name && life.seed === seed));
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      signal.throwIfAborted();
      const { name, lives, live, seed } = next;
      const life = { name, seed, outcome: await live(seed) };
      appendFileSync(journal, `${JSON.stringify(life)}\n`);
      lived.push(life);
      const { failures } = life.outcome;
      process.stderr.write(
        `${name}, life ${String(seed + 1)} of ${String(lives)}: ${failures.length === 0 ? "well" : failures.join("\n")}\n`,
      );
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: jobs }, work));
  for (const worker of workers) if (worker.status === "rejected") throw worker.reason;
  return lived;
};

/** A signal ends it after the life under way, which leaves nothing behind. */
const options = { fresh: { type: "boolean" }, jobs: { type: "string" }, write: { type: "boolean" } } as const;

main(usage, options, async (values, signal) => {
  const jobs = Number(values.jobs ?? 1);
  if (!Number.isInteger(jobs) || jobs < 1) throw new Error("--jobs must be a whole number of at least 1");
  if (values.write === true) aroundReport(page, "faults");
  if (values.fresh === true) rmSync(journal, { force: true });
  const lived = await liveAll(readJournal(), jobs, signal);
  const reads = await badReads(10_000);
  const report = [
    table(
      scenarios.map(({ name }) => ({
        name,
        outcomes: lived.filter((life) => life.name === name).map(({ outcome }) => outcome),
      })),
    ),
    "",
    `${reads.cases.toLocaleString("en")} bad responses to reads of groups: ${String(reads.deletions)} treated as deletions (${String(reads.unanswered)} ended before their response arrived).`,
    "",
    `${new Date().toISOString().slice(0, 10)}, ${type()}, ${String(cpus().length)} cores, Node ${process.versions.node}: \`npm run test:faults\``,
  ].join("\n");
  process.stdout.write(`${report}\n`);
  if (values.write === true) await writeReport(page, "faults", report);
  if (reads.deletions > 0 || lived.some(({ outcome }) => isBad(outcome))) process.exitCode = 1;
});
