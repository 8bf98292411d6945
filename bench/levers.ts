import { say } from "../tools/progress.js";
import type { Journal } from "./journal.js";
import { declare, onStack } from "./life.js";
import { markdown } from "./markdown.js";
import { measure } from "./measure.js";

/** Something the engine itself offers to be faster. */
interface Lever {
  readonly name: string;
  readonly flags: readonly string[];
  readonly skipsPreview: boolean;
  readonly variables: NodeJS.ProcessEnv;
}

const none = { flags: [], skipsPreview: false, variables: {} };

const parallel = ["--parallel", "32"];
const unchecked = ["--disable-integrity-checking"];
const parallelDiff = { PULUMI_PARALLEL_DIFF: "true" };
/** Older engines want the first one, too. */
const unsaved = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

const levers: readonly Lever[] = [
  { ...none, name: "none" },
  { ...none, name: "`--skip-preview`", skipsPreview: true },
  { ...none, name: "`--parallel 32`", flags: parallel },
  { ...none, name: "`PULUMI_PARALLEL_DIFF=true`", variables: parallelDiff },
  { ...none, name: "`--disable-integrity-checking`", flags: unchecked },
  { ...none, name: "`PULUMI_SKIP_CHECKPOINTS=true`", variables: unsaved },
  {
    name: "all of them",
    flags: [...parallel, ...unchecked],
    skipsPreview: true,
    variables: { ...parallelDiff, ...unsaved },
  },
];

const pulled = [
  ["up", "`up`, creating all"],
  ["up", "`up` without changes"],
  ["refresh", "`refresh`"],
  ["destroy", "`destroy`"],
] as const;

/** The seconds of each operation, in their order. */
export type Seconds = readonly number[];

/** What a lever did. */
export interface Pulled {
  readonly name: string;
  readonly seconds: Seconds;
}

/** Ours with each lever, once. */
export const pullAll = async (
  groups: number,
  journal: Journal<Seconds>,
  signal: AbortSignal,
): Promise<readonly Pulled[]> => {
  const pulls: Pulled[] = [];
  for (const lever of levers) {
    const seconds = await journal(`${lever.name} ${String(groups)}`, () => pull(lever, groups, signal));
    say(`${lever.name}: ${seconds.map((each) => each.toFixed(1)).join(", ")} s`);
    pulls.push({ name: lever.name, seconds });
  }
  return pulls;
};

/** Each over the first, which is without. */
export const leversTable = (groups: number, [without, ...others]: readonly Pulled[]): string =>
  markdown([
    [`the engine's own levers, ours, N = ${groups.toLocaleString("en")}`, ...pulled.map(([, title]) => title)],
    ["none: with its preview", ...(without?.seconds ?? []).map((seconds) => `${seconds.toFixed(1)} s`)],
    ...others.map(({ name, seconds }) => [
      name,
      ...seconds.map(
        (each, index) => `**${(each / (without?.seconds[index] ?? NaN)).toFixed(2)}** (${each.toFixed(1)} s)`,
      ),
    ]),
  ]);

const pull = ({ flags, skipsPreview, variables }: Lever, groups: number, signal: AbortSignal): Promise<Seconds> =>
  onStack(variables, async (stack, emulator) => {
    await declare(stack, "ours", groups, 0);
    const seconds: number[] = [];
    for (const [operation] of pulled) {
      const args = [operation, "--yes", ...(skipsPreview ? ["--skip-preview"] : []), ...flags];
      seconds.push((await measure(stack, emulator, args, signal)).seconds);
    }
    return seconds;
  });
