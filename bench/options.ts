import { parseArgs } from "node:util";

export interface Options {
  readonly sizes: readonly number[];
  readonly runs: number;
  readonly levers: boolean;
  readonly json: boolean;
  readonly write: boolean;
  readonly fresh: boolean;
  readonly help: boolean;
}

export const usage = `Usage: npm run bench -- [options]

Lives through the operations of a stack (up, up without changes, preview, refresh, drift check, refresh of an account ten
times as large, renaming all, destroy) with the real engine and an emulator that answers after 20 ms, side by side with a
dynamic provider that does nothing and, up to 100 groups, with a plain one: its code in state, one GET for each read. Prints
Markdown tables of medians. About 25 minutes on two cores. Goes on where an interrupted run stopped.

  --sizes N,…  how many groups (default 10,100,500)
  --large      2,000 as well, once: about an hour more
  --runs N     how often each (default 3; sizes above 1,000 once)
  --levers     also what the engine's own switches do to ours, at the largest size up to 1,000: about 12 minutes more for 500
  --json       print JSON instead of tables
  --write      put the tables into the README between <!-- bench:begin --> and <!-- bench:end -->, and draw bench/cost.svg
  --fresh      begin anew; without it only what another build has measured is measured again
  --help, -h   show this

Exit codes: 0 measured; 1 an operation failed, or took other calls than it should; 2 the command line is wrong; 130 stopped
by Ctrl-C.
`;

/** Throws what `parseArgs` throws, also for numbers that are none. */
export const optionsOf = (args: readonly string[]): Options => {
  const { values } = parseArgs({ args: [...args], options: flags });
  const sizes = [...values.sizes.split(",").map((size) => whole("sizes", size)), ...(values.large ? [2000] : [])];
  const { levers, json, write, fresh, help } = values;
  const ascending = [...new Set(sizes)].sort((a, b) => a - b);
  return { sizes: ascending, runs: whole("runs", values.runs), levers, json, write, fresh, help };
};

const flags = {
  sizes: { type: "string", default: "10,100,500" },
  large: { type: "boolean", default: false },
  runs: { type: "string", default: "3" },
  levers: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  write: { type: "boolean", default: false },
  fresh: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

const whole = (option: string, text: string): number => {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  const message = `--${option}: ${JSON.stringify(text)} is no whole number from 1 to 99999`;
  throw Object.assign(new TypeError(message), { code: "ERR_PARSE_ARGS_INVALID_OPTION_VALUE" });
};
