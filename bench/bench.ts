/** What the provider costs, against one that does nothing and a plain one, in the real engine. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { command } from "../tools/command.js";
import { engine } from "../tools/engine.js";
import { say } from "../tools/progress.js";
import { place, writeReadme } from "../tools/readme.js";
import { violations } from "./calls.js";
import { chart } from "./chart.js";
import { forget, journal } from "./journal.js";
import { leversTable, pullAll, type Seconds } from "./levers.js";
import { live, type Life } from "./life.js";
import { operations } from "./operations.js";
import { optionsOf, usage, type Options } from "./options.js";
import { largestPlain, providers } from "./programs.js";
import { conditions, report } from "./report.js";
import { summarize, type Lived } from "./summary.js";

command(async (args, signal) => {
  const options = optionsOf(args);
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  if (options.write) place("bench");
  if (options.fresh) forget();
  const { version } = await engine(signal);
  const lived = await liveAll(options, version, signal);
  const largest = options.sizes.findLast((size) => size <= largestRepeated) ?? Math.min(...options.sizes);
  const levers = options.levers ? await pullAll(largest, journal<Seconds>("levers", version), signal) : undefined;
  const summaries = summarize(lived);
  const tables = report(lived, version, levers && leversTable(largest, levers));
  const found = { conditions: conditions(lived, version), summaries, lived, levers };
  process.stdout.write(`${options.json ? JSON.stringify(found) : tables}\n`);
  if (options.write) {
    writeFileSync(join(__dirname, "cost.svg"), chart(summaries));
    await writeReadme("bench", `${image}\n\n${tables}`);
  }
  const broken = violations(summaries);
  if (broken.length > 0) throw new Error(broken.join("\n"));
});

/** What is larger takes so long that it is measured once, and without levers. */
const largestRepeated = 1000;

const image = "![Seconds against the number of groups: ours, and a provider that does nothing](bench/cost.svg)";

/** Interleaved, so that whatever else the machine does befalls all alike. */
const liveAll = async ({ sizes, runs }: Options, version: string, signal: AbortSignal): Promise<readonly Lived[]> => {
  const remembered = journal<Life>("lives", version);
  const lived: Lived[] = [];
  for (let run = 1; run <= runs; run++) {
    for (const groups of sizes.filter((size) => run === 1 || size <= largestRepeated)) {
      for (const provider of providers.filter((each) => each !== "plain" || groups <= largestPlain)) {
        const life = await remembered(`${provider} ${String(groups)} ${String(run)}`, () =>
          live(provider, groups, signal),
        );
        lived.push({ provider, groups, run, life });
        const seconds = operations.map(({ name }) => `${name} ${life.operations[name].seconds.toFixed(1)}`);
        say(`run ${String(run)}, ${String(groups)} groups, ${provider}: ${seconds.join(", ")} s`);
      }
    }
  }
  return lived;
};
