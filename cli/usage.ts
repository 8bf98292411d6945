import { parseArgs, type ParseArgsOptionsConfig } from "node:util";

/** An invalid command line: one line on standard error, exit code 2. */
export class UsageError extends Error {}

/** Parses the options of a command. Refuses a repeated option, which would silently override the first. */
export const parseOptions = <Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) => {
  const { values, tokens } = parseArgs({ args: [...args], options, tokens: true });
  const once = tokens.flatMap((token) =>
    token.kind === "option" && options[token.name]?.multiple !== true ? [token.name] : [],
  );
  const repeated = once.find((name, index) => once.indexOf(name) !== index);
  if (repeated !== undefined) throw new UsageError(`--${repeated} can be given only once`);
  return values;
};

/** Parses the value of a number option. */
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

/** @param done When the exit code is 0. @param interrupted When it is 130. */
export const exitCodes = (done: string, interrupted = ""): string => `Exit codes:
  0    ${done}
  1    failed; one line on standard error says why
  2    the command line is invalid${
    interrupted === ""
      ? ""
      : `
  130  ${interrupted}`
  }`;
