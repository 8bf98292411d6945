/** Writes to standard error, because standard output is for the result. */
export const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Reports long work: with the elapsed time on a terminal, else in one line. */
export const withSpinner = async <A>(line: string, work: () => Promise<A>): Promise<A> => {
  if (!process.stderr.isTTY) {
    log(line);
    return work();
  }
  const startedAt = Date.now();
  const show = (): void => {
    const seconds = Math.floor((Date.now() - startedAt) / 1000);
    // `\r` cannot overwrite a wrapped line. Some terminals report 0 columns.
    const fitting = process.stderr.columns > 20 ? line.slice(0, process.stderr.columns - 12) : line;
    const elapsed = `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, "0")}`;
    process.stderr.write(`\r${fitting} (${elapsed})`);
  };
  show();
  const timer = setInterval(show, 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    show();
    process.stderr.write("\n");
  }
};
