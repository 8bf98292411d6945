import { parseArgs, type ParseArgsOptionsConfig } from "node:util";

/** A command line that cannot be understood: one line for the reader, exit code 2. */
export class UsageError extends Error {}

/** Parses the options of a command. A repeated option would silently hide the first one: only `multiple` ones may be. */
export const parseOptions = <Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) => {
  const { values, tokens } = parseArgs({ args: [...args], options, tokens: true });
  const once = tokens.flatMap((token) =>
    token.kind === "option" && options[token.name]?.multiple !== true ? [token.name] : [],
  );
  const repeated = once.find((name, index) => once.indexOf(name) !== index);
  if (repeated !== undefined) throw new UsageError(`--${repeated} may be given only once`);
  return values;
};

/** The value of a number option; undefined where it was not given. */
export const whole = (
  option: string,
  value: string | undefined,
  { min = 0, max = Number.MAX_SAFE_INTEGER }: { readonly min?: number; readonly max?: number } = {},
): number | undefined => {
  if (value === undefined) return undefined;
  const read = /^\d+$/.test(value) ? Number(value) : NaN;
  if (read >= min && read <= max) return read;
  const range =
    max === Number.MAX_SAFE_INTEGER ? `of at least ${String(min)}` : `from ${String(min)} to ${String(max)}`;
  throw new UsageError(`--${option} must be a whole number ${range}, not ${JSON.stringify(value)}`);
};

/** @param done When a command ends with 0. @param interrupted A line on what ends with another code. */
export const exitCodes = (done: string, interrupted = ""): string => `Exit codes:
  0    ${done}
  1    could not be done; one line on standard error says why
  2    the command line was not understood${
    interrupted === ""
      ? ""
      : `
  130  ${interrupted}`
  }`;
