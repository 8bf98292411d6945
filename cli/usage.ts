import * as E from "fp-ts/Either";
import type * as t from "io-ts";
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { formatProblems, problemsOf } from "../provider/lib/problems.js";

/** An invalid command line: one line on standard error, exit code 2. */
export class UsageError extends Error {}

/** Parses the options of a command. Rejects a repeated option, which would silently override the first. */
export const parseOptions = <Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) => {
  const { values, tokens } = parseArgs({ args: [...args], options, tokens: true });
  const once = tokens.flatMap((token) =>
    token.kind === "option" && options[token.name]?.multiple !== true ? [token.name] : [],
  );
  const repeated = once.find((name, index) => once.indexOf(name) !== index);
  if (repeated !== undefined) throw new UsageError(`--${repeated} can be specified only once`);
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

/** Rejects an empty value: otherwise an empty variable in a script would count as an omitted option. */
export const notEmpty = <Value extends string | undefined>(option: string, value: Value): Value => {
  if (value === "") throw new UsageError(`--${option} must not be empty`);
  return value;
};

/** Decodes the value of an option; with a codec for keys, a typo fails instead of finding nothing. */
export const decodeOption = <A>(option: string, codec: t.Decoder<unknown, A>, value: string | undefined) => {
  if (value === undefined) return undefined;
  const decoded = codec.decode(value);
  if (E.isRight(decoded)) return decoded.right;
  throw new UsageError(formatProblems(problemsOf(decoded.left), `--${option}`));
};

export const environmentVariables = `Set the environment variable LAUNCHDARKLY_ACCESS_TOKEN to a token of the account, and LAUNCHDARKLY_API_HOST to its host
(default: https://app.launchdarkly.com).`;

export const exitCodes = `Exit codes:
  0    done; for emulator: stopped by Ctrl-C or SIGTERM
  1    failed; one line on standard error says why
  2    the command line is invalid
  8    for scores: a requirement is not met
  130  stopped by Ctrl-C; for import: no file was written`;
