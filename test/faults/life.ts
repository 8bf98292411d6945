import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator/index.js";
import { newStack, type Adapter, type Run, type Stack } from "../support/stack.js";
import { discrepancy, programOf, type Declared, type Discrepancy } from "./declared.js";

export const accessToken = "api-2b7f4c1e-canary-of-lives";

/** What a life came to. Every count but those of calls ought to be zero. */
export interface Outcome extends Discrepancy {
  /** Steps that did not end as they should have. */
  readonly failures: readonly string[];
  /** Groups that went from state although they were there. */
  readonly falseDeletions: number;
  /** Outputs and checkpoints with the access token in them. */
  readonly leaks: number;
  /** Requests that arrived after the engine was gone. */
  readonly late: number;
  /** Checkpoints that the file backend could not load after its engine was killed; it keeps the one before. */
  readonly torn: number;
  readonly calls: number;
  /** Answers with 429. */
  readonly refused: number;
  /** The time from the first to the last call, over that which the windows allow; undefined without limits. */
  readonly pace?: number;
}

/** A stack and its emulator through a life, taking notes of all that should not be. */
export interface Life {
  readonly stack: Stack;
  readonly emulator: Emulator;
  /** Runs a step, which should end with this exit code. */
  readonly step: (name: string, run: Promise<Run>, code?: number) => Promise<Run>;
  readonly declare: (groups: readonly Declared[]) => Promise<void>;
  /** Compares what there is with what was declared last. */
  readonly compare: (when: string) => Promise<void>;
  readonly note: (failure: string) => void;
  readonly late: (requests: number) => void;
  readonly falselyDeleted: (groups: number) => void;
  readonly torn: () => void;
}

/** Lives a life on a stack of its own. @param variables Of the engine's environment. */
export const live = async (
  options: EmulatorOptions,
  variables: NodeJS.ProcessEnv,
  life: (life: Life) => Promise<number | undefined>,
  adapter?: Adapter,
): Promise<Outcome> => {
  const emulator = await startEmulator({ token: accessToken, ...options });
  const account = { LAUNCHDARKLY_ACCESS_TOKEN: accessToken, LAUNCHDARKLY_API_HOST: emulator.url };
  const stack = await newStack({ ...account, ...variables }, adapter);
  const failures: string[] = [];
  const total = { orphans: 0, duplicates: 0, lost: 0, falseDeletions: 0, leaks: 0, late: 0, torn: 0 };
  let groups: readonly Declared[] = [];
  try {
    const pace = await life({
      stack,
      emulator,
      note: (failure) => void failures.push(failure),
      late: (requests) => void (total.late += requests),
      falselyDeleted: (count) => void (total.falseDeletions += count),
      torn: () => void (total.torn += 1),
      step: async (name, run, code = 0) => {
        const ended = await run;
        if (ended.code !== code) failures.push(`${name}: exit code ${String(ended.code)}\n${ended.output}`);
        if (`${ended.output}${await stack.checkpoint()}`.includes(accessToken)) total.leaks += 1;
        return ended;
      },
      declare: async (news) => {
        groups = news;
        await stack.program(programOf(news));
      },
      compare: async (when) => {
        const found = await discrepancy(stack, emulator, groups);
        for (const kind of ["orphans", "duplicates", "lost"] as const) {
          total[kind] += found[kind];
          if (found[kind] > 0) failures.push(`${when}: ${String(found[kind])} ${kind}`);
        }
      },
    });
    const { calls } = emulator;
    const refused = calls.filter(({ status }) => status === 429).length;
    return { ...total, failures, calls: calls.length, refused, ...(pace === undefined ? {} : { pace }) };
  } finally {
    await emulator.close();
    await stack.remove();
  }
};
