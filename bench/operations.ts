/** The operations of a life, in their order. */
export const operations = [
  {
    name: "up",
    title: "`up`, creating all",
    args: ["up", "--yes", "--skip-preview"],
    version: 0,
    crowd: 1,
    law: "N",
    exactly: (groups: number) => groups,
  },
  {
    name: "noChange",
    title: "`up` without changes",
    args: ["up", "--yes", "--skip-preview"],
    version: 0,
    crowd: 1,
    law: "0",
    exactly: () => 0,
  },
  { name: "preview", title: "`preview`", args: ["preview"], version: 0, crowd: 1, law: "0", exactly: () => 0 },
  {
    name: "refresh",
    title: "`refresh`",
    args: ["refresh", "--yes", "--skip-preview"],
    version: 0,
    crowd: 1,
    law: "at most 2 · min(N, ⌈T ÷ 20⌉) + 2",
  },
  {
    name: "drift",
    title: "drift check",
    args: ["refresh", "--preview-only", "--expect-no-changes"],
    version: 0,
    crowd: 1,
    law: "at most 2 · min(N, ⌈T ÷ 20⌉) + 2",
  },
  {
    name: "crowded",
    title: "`refresh`, T = 10 N",
    args: ["refresh", "--yes", "--skip-preview"],
    version: 0,
    crowd: 10,
    law: "at most 2 · min(N, ⌈T ÷ 20⌉) + 2",
  },
  {
    name: "update",
    title: "`up`, renaming all",
    args: ["up", "--yes", "--skip-preview"],
    version: 1,
    crowd: 1,
    law: "N",
    exactly: (groups: number) => groups,
  },
  {
    name: "destroy",
    title: "`destroy`",
    args: ["destroy", "--yes", "--skip-preview"],
    version: 1,
    crowd: 1,
    law: "N",
    exactly: (groups: number) => groups,
  },
] as const satisfies readonly Shape[];

interface Shape {
  readonly name: string;
  readonly title: string;
  readonly args: readonly string[];
  /** Of the program. */
  readonly version: number;
  /** How many groups there are in the account for each that the stack manages. */
  readonly crowd: number;
  /** How many calls ours takes for N groups in an account of T. */
  readonly law: string;
  /** The same as a figure; absent where there is only the bound of refresh. */
  readonly exactly?: (groups: number) => number;
}

export type OperationName = (typeof operations)[number]["name"];

/** How many calls ours may take at most. */
export const allowed = ({ exactly, crowd }: Shape, groups: number): number =>
  exactly?.(groups) ?? 2 * Math.min(groups, Math.ceil((crowd * groups) / 20)) + 2;

export const holds = (operation: Shape, groups: number, calls: number): boolean =>
  operation.exactly === undefined ? calls <= allowed(operation, groups) : calls === operation.exactly(groups);
