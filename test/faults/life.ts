import { startEmulator, type Emulator, type EmulatorOptions } from "../../emulator/index.js";
import { newStack, type Adapter, type Run, type Stack } from "../support/stack.js";
import { discrepancy, programOf, type Declared, type Discrepancy } from "./declared.js";

export const accessToken = "api-2b7f4c1e-canary-of-lives";

/** Outcome of a lifecycle. Every count except those of calls must be zero. */
export interface Outcome extends Discrepancy {
  /** Steps that did not end as they must. */
  readonly failures: readonly string[];
  /** Groups that were removed from state although they existed. */
  readonly falseDeletions: number;
  /** Outputs and checkpoints that contain the access token. */
  readonly leaks: number;
  /** Requests that arrived after the engine had ended. */
  readonly late: number;
  /** Checkpoints that the file backend could not load after its engine was killed. It keeps the previous checkpoint. */
  readonly torn: number;
  readonly calls: number;
  /** Responses with 429. */
  readonly refused: number;
  /** Time from the first to the last call, divided by the minimum that the windows allow. Undefined without limits. */
  readonly pace?: number;
}

/** A stack and its emulator during a lifecycle. Records everything that must not happen. */
export interface Life {
  readonly stack: Stack;
  readonly emulator: Emulator;
  /** Runs a step, which must end with this exit code. */
  readonly step: (name: string, run: Promise<Run>, code?: number) => Promise<Run>;
  readonly declare: (groups: readonly Declared[]) => Promise<void>;
  /** Compares the existing groups with the last declared groups. */
  readonly compare: (when: string) => Promise<void>;
  readonly note: (failure: string) => void;
  readonly late: (requests: number) => void;
  readonly falselyDeleted: (groups: number) => void;
  readonly torn: () => void;
}

/** Runs a lifecycle on a new stack. @param variables Environment variables of the engine. */
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
