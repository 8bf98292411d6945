import * as pulumi from "@pulumi/pulumi";
import { formatProblems, type Problem } from "../lib/problems.js";

/** Ends the program with a message if anything is wrong. */
export const refuse = (found: readonly Problem[]): void => {
  if (found.length > 0) throw runError(formatProblems(found));
};

/** Pulumi prints the message of a RunError alone, but the stack where another message is put around it. */
export const runError = (message: string): Error => Object.assign(new pulumi.RunError(message), { stack: message });
