/** A command line that cannot be understood: one line for the reader, exit code 2. */
export class UsageError extends Error {}

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

export const exitCodes = `Exit codes:
  0  done, or stopped by Ctrl-C
  1  could not be done; one line on standard error says why
  2  the command line was not understood`;
