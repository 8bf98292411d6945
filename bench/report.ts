import { cpus, totalmem, type } from "node:os";
import type { Provider } from "./programs.js";
import {
  allowedCalls,
  engineOptions,
  isWithinBound,
  latencyMs,
  optionSteps,
  steps,
  type Scenario,
} from "./scenario.js";

/** A scenario and its parameters. */
export interface Run extends Scenario {
  readonly provider: Provider;
  readonly groups: number;
  readonly run: number;
}

/** Summarizes the runs of a provider with a number of groups: medians, and the maximum of the calls. */
export interface Summary {
  readonly provider: Provider;
  readonly groups: number;
  readonly runs: number;
  readonly seconds: Readonly<Record<string, number>>;
  readonly calls: Readonly<Record<string, number>>;
  /** Bytes. */
  readonly state: Scenario["state"];
  /** Peak memory of the provider process in a whole scenario, in bytes. */
  readonly memory: number | undefined;
}

/** The seconds of the steps with each engine option. */
export type OptionSeconds = readonly (readonly number[])[];

export const summarize = (runs: readonly Run[]): readonly Summary[] =>
  [...Map.groupBy(runs, ({ provider, groups }) => `${provider} ${String(groups)}`).values()].flatMap((alike) => {
    const [{ provider, groups } = { provider: undefined, groups: 0 }] = alike;
    if (provider === undefined) return [];
    const each = (of: (numbers: readonly number[]) => number, what: "seconds" | "calls") =>
      Object.fromEntries(
        steps.map(({ name }) => [name, of(alike.flatMap((run) => run.steps[name]?.[what] ?? []))] as const),
      );
    const peaks = alike.flatMap((run) => {
      const memory = Object.values(run.steps).flatMap((step) => step.memory ?? []);
      return memory.length === 0 ? [] : [Math.max(...memory)];
    });
    return {
      provider,
      groups,
      runs: alike.length,
      seconds: each(median, "seconds"),
      calls: each((numbers) => Math.max(...numbers), "calls"),
      state: {
        group: median(alike.map(({ state }) => state.group)),
        checkpoint: median(alike.map(({ state }) => state.checkpoint)),
      },
      memory: peaks.length === 0 ? undefined : median(peaks),
    };
  });

/** Returns the summaries of a provider by ascending number of groups. */
export const of = (summaries: readonly Summary[], provider: Provider): readonly Summary[] =>
  summaries.filter((summary) => summary.provider === provider).sort((a, b) => a.groups - b.groups);

/** Describes each step of this provider or of its plugin that broke its bound of calls. */
export const violations = (summaries: readonly Summary[]): readonly string[] =>
  [...of(summaries, "this provider"), ...of(summaries, "plugin")].flatMap(({ provider, groups, calls }) =>
    steps
      .filter((step) => !isWithinBound(step, groups, calls[step.name] ?? NaN))
      .map(({ name, title, bound }) => {
        const counted = `${String(calls[name])} calls, not ${bound}`;
        return `${provider}: ${title}, ${String(groups)} groups: ${counted}`;
      }),
  );

/** Describes when and on what machine the runs were measured. */
export const conditions = (runs: readonly Run[], engine: string): string =>
  [
    runs.map(({ date }) => date).sort()[0],
    type(),
    `${String(cpus().length)} cores (${cpus()[0]?.model.trim() ?? "unknown"})`,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `Node ${process.versions.node}`,
    `Pulumi ${engine}`,
    "file backend",
    `emulator with ${String(latencyMs)} ms`,
  ].join(", ");

/** Returns all tables with their explanations. */
export const report = (runs: readonly Run[], engine: string, largest: number, options?: OptionSeconds): string => {
  const summaries = summarize(runs);
  return `${ratios(summaries, "this provider", "no-op", "naive")}

${ratios(summaries, "plugin", "no-op plugin")}

_No-op_ is a dynamic provider, or a plugin, whose methods return at once, without HTTP: the engine's own time. Its names
are as long as ours. _Naive_ is a dynamic provider with its code in state and one \`GET\` for each read. An \`up\`, \`refresh\`
or \`destroy\` is one with \`--skip-preview\`. Each group has two applications, and the account has no others (T = N) unless
the row says so.

${callsTable(summaries)}

Waiting for the calls takes about calls · latency ÷ 8 (the requests in flight). The engine's own time grows faster than N if
the engine saves the whole state after each step:

${growth(summaries)}
${options === undefined ? "" : `\n${optionsTable(largest, options)}\n`}
${confidence(runs)}
${conditions(runs, engine)}: \`npm run bench\``;
};

const table = ([head = [], ...body]: readonly (readonly string[])[]): string =>
  [head, head.map((_, column) => (column === 0 ? "---" : "---:")), ...body]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");

type Row = readonly [
  title: string,
  value: (summary: Summary) => number | undefined,
  format: (value: number) => string,
  unit: string,
];

const rows: readonly Row[] = [
  ...steps.map(({ name, title }): Row => [
    title,
    ({ seconds }) => seconds[name],
    (s) => s.toFixed(s < 10 ? 2 : 1),
    "s",
  ]),
  ["inputs and outputs of a group in state", ({ state }) => state.group, (b) => round(b), "B"],
  ["checkpoint ÷ N", ({ state }) => state.checkpoint, (b) => round(b), "B"],
  ["peak memory of the provider process", ({ memory }) => memory, (b) => (b / 2 ** 20).toFixed(0), "MiB"],
];

/** Compares a provider with others: the ratio, then both figures. @param other Compared at its largest size alone. */
const ratios = (summaries: readonly Summary[], provider: Provider, base: Provider, other?: Provider): string => {
  const last = other && of(summaries, other).at(-1);
  const pairs = [
    ...of(summaries, provider).map(
      (one) => [`N = ${round(one.groups)}`, one, find(summaries, base, one.groups)] as const,
    ),
    ...(last === undefined
      ? []
      : [[`÷ ${last.provider}, N = ${String(last.groups)}`, find(summaries, provider, last.groups), last] as const]),
  ];
  const cell = ([, value, show, unit]: Row, one: Summary | undefined, two: Summary | undefined): string => {
    const [a, b] = [one && value(one), two && value(two)];
    return a === undefined || b === undefined ? "" : `**${(a / b).toFixed(2)}** (${show(a)} : ${show(b)} ${unit})`;
  };
  return table([
    [`${provider} ÷ ${base} (${provider} : ${base})`, ...pairs.map(([title]) => title)],
    ...rows.map((row) => [row[0], ...pairs.map(([, one, two]) => cell(row, one, two))]),
  ]);
};

/** Compares the calls of this provider with their bound. */
const callsTable = (summaries: readonly Summary[]): string => {
  const [ours, naive] = [of(summaries, "this provider"), of(summaries, "naive").slice(-1)];
  return table([
    [
      "calls of this provider for N of T groups",
      "bound",
      ...ours.map(({ groups }) => `N = ${round(groups)}`),
      ...naive.map(({ groups }) => `naive, N = ${String(groups)}`),
    ],
    ...steps.map((step) => [
      step.title,
      step.bound,
      ...ours.map(({ groups, calls: { [step.name]: calls = NaN } }) => {
        const most = step.isExact ? "" : ` of ${String(allowedCalls(step, groups))}`;
        return `${String(calls)}${most}${isWithinBound(step, groups, calls) ? "" : " **✗**"}`;
      }),
      ...naive.map(({ calls }) => String(calls[step.name])),
    ]),
  ]);
};

/** Returns the milliseconds per additional group, from one size to the next. */
const growth = (summaries: readonly Summary[]): string => {
  const sizes = of(summaries, "this provider").map(({ groups }) => groups);
  const intervals = sizes.map((to, index) => [sizes[index - 1] ?? 0, to] as const);
  const each = (provider: Provider, name: string, [from, to]: readonly [number, number]): string => {
    const seconds = (groups: number) => (groups === 0 ? 0 : (find(summaries, provider, groups)?.seconds[name] ?? NaN));
    return ((1000 * (seconds(to) - seconds(from))) / (to - from)).toFixed(1);
  };
  return table([
    [
      "ms for each further group, this provider : no-op",
      ...intervals.map(([from, to]) =>
        from === 0 ? `first ${String(to)}, with the start` : `${String(from)} → ${String(to)}`,
      ),
    ],
    ...steps.map(({ name, title }) => [
      title,
      ...intervals.map((interval) => `${each("this provider", name, interval)} : ${each("no-op", name, interval)}`),
    ]),
  ]);
};

/** Compares each engine option with the first, which is none. */
const optionsTable = (groups: number, [none = [], ...others]: OptionSeconds): string =>
  table([
    [
      `engine options with this provider, N = ${round(groups)}`,
      ...optionSteps.map((name) => steps.find((step) => step.name === name)?.title ?? name),
    ],
    ["none: with its preview", ...none.map((seconds) => `${seconds.toFixed(1)} s`)],
    ...others.map((seconds, index) => [
      engineOptions[index + 1]?.name ?? "",
      ...seconds.map((each, at) => `**${(each / (none[at] ?? NaN)).toFixed(2)}** (${each.toFixed(1)} s)`),
    ]),
  ]);

/** Describes the spread of the figures and the overhead of measuring. */
const confidence = (runs: readonly Run[]): string => {
  const most = Math.max(...runs.map(({ run }) => run));
  const spreads = [...Map.groupBy(runs, ({ provider, groups }) => `${provider} ${String(groups)}`).values()].flatMap(
    (alike) =>
      steps.map(({ name }) => {
        const seconds = alike.map((run) => run.steps[name]?.seconds ?? NaN);
        return Math.max(...seconds) / Math.min(...seconds);
      }),
  );
  const all = runs.flatMap((run) => Object.values(run.steps));
  const overhead = sum(all.map((step) => step.overhead)) / sum(all.map(({ seconds }) => seconds));
  const medians = `Medians of ${String(most)} interleaved runs (of one above 1,000 groups), of which the slowest took up to`;
  const what = most === 1 ? "One run" : `${medians} ${Math.max(...spreads).toFixed(2)} times the fastest`;
  return `${what}. The emulator and the measuring took ${(100 * overhead).toFixed(1)} % of one core.`;
};

const find = (summaries: readonly Summary[], provider: Provider, groups: number): Summary | undefined =>
  summaries.find((summary) => summary.provider === provider && summary.groups === groups);

const round = (value: number): string => Math.round(value).toLocaleString("en");

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
};
