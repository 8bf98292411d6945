/** Replaces the progress line on a terminal. */
export const showProgress = (line: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
};
