import { createHash } from "node:crypto";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What tells a group from all others, also from a later one of the same key, and from one of another account. */
interface Identity {
  readonly key: string;
  readonly createdAt: number;
}

/** The groups that this run of the engine has made part of the stack although they were there before. */
export interface Adopted {
  /** False where another resource of the run has adopted it already. */
  readonly add: (group: Identity) => boolean;
  readonly has: (group: Identity) => boolean;
}

/**
 * Each explicit provider has a process of its own. So the process that is told to delete a resource may be another one than
 * that in which a resource of another name has just taken over the same group. Each leaves an empty file for the others,
 * for as long as it lasts.
 *
 * @param run The same in all processes of the run; undefined where there are no others.
 * @param folder For the files. Where none can be written, only what this process has adopted is known.
 */
export const adopted = (run: string | undefined, apiHost: string, folder = tmpdir()): Adopted => {
  const mine = new Set<string>();
  const fileOf = ({ key, createdAt }: Identity): string => {
    const name = createHash("sha256")
      .update(JSON.stringify([run, apiHost, key, createdAt]))
      .digest("hex");
    return join(folder, `pulumi-launchdarkly-insights-${name}`);
  };
  return {
    has: (group) => {
      const file = fileOf(group);
      return mine.has(file) || (run !== undefined && existsSync(file));
    },
    add: (group) => {
      const file = fileOf(group);
      if (mine.has(file) || (run !== undefined && isAnothers(file))) return false;
      if (run !== undefined && mine.size === 0) {
        atTheEnd(() => {
          for (const each of mine) rmSync(each, { force: true });
        });
      }
      mine.add(file);
      return true;
    },
  };
};

/** Whether it is there already. If not, it is from now on: no other process can come between. */
const isAnothers = (file: string): boolean => {
  try {
    writeFileSync(file, "", { flag: "wx", mode: 0o600 });
    return false;
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "EEXIST";
  }
};

/** The engine ends its provider processes with SIGINT, which is no exit to Node. */
const atTheEnd = (clear: () => void): void => {
  process.once("exit", clear);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      clear();
      process.kill(process.pid, signal);
    });
  }
};
