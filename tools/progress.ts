/** Progress goes to standard error: standard output is for what was asked for. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Says what takes long while it goes on: on a terminal with the time it has taken, else in one line. */
export const during = async <A>(line: string, work: () => Promise<A>): Promise<A> => {
  if (!process.stderr.isTTY) {
    say(line);
    return work();
  }
  const since = Date.now();
  const show = (): void => {
    // A line that wraps could not be written over. Some terminals say that they have 0 columns.
    const fitting = process.stderr.columns > 20 ? line.slice(0, process.stderr.columns - 12) : line;
    process.stderr.write(`\r${fitting} (${clock(Date.now() - since)})`);
  };
  show();
  const ticking = setInterval(show, 1000);
  try {
    return await work();
  } finally {
    clearInterval(ticking);
    show();
    process.stderr.write("\n");
  }
};

const clock = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / 1000);
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, "0")}`;
};
