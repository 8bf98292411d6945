import { execFileSync, spawn } from "node:child_process";
import { ended, type Ended } from "./command.js";

/** The command of util-linux, which runs a command in a terminal. Other versions have other flags. */
const script = "script";

export const hasScript = (): boolean => {
  try {
    return execFileSync(script, ["--version"], { encoding: "utf8", stdio: "pipe" }).includes("util-linux");
  } catch {
    return false;
  }
};

/** Runs Node with these arguments in a terminal. @param redirect Redirection of standard output, in shell syntax. */
export const inTerminal = (args: readonly string[], env: NodeJS.ProcessEnv, redirect = ""): Promise<Ended> => {
  const words = [process.execPath, ...args].map((word) => `'${word}'`);
  const child = spawn(script, ["-qec", `${words.join(" ")} ${redirect}`, "/dev/null"], { env });
  child.stdin.end();
  return ended(child);
};
