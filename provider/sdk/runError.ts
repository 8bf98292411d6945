import * as pulumi from "@pulumi/pulumi";
import { formatProblems, type Problem } from "../lib/problems.js";

/** Ends the program with a message if there are problems. */
export const refuse = (problems: readonly Problem[]): void => {
  if (problems.length > 0) throw runError(formatProblems(problems));
};

/** Pulumi prints only the message of a RunError, but its stack if another message is put around it. */
export const runError = (message: string): Error => Object.assign(new pulumi.RunError(message), { stack: message });
