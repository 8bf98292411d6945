import { styleText } from "node:util";

/** What the reader sees, in colours only on a terminal: `styleText` looks. */
export const heading = (text: string): void => {
  write(`\n${styleText(["bold", "cyan"], `── ${text}`)}\n`);
};

export const shell = (line: string): void => {
  write(`${styleText("bold", `$ ${line}`)}\n`);
};

export const verified = (text: string): void => {
  write(`${styleText("green", "✓")} ${text}\n`);
};

export const table = (header: readonly string[], rows: readonly (readonly string[])[]): void => {
  const widths = header.map((title, column) =>
    Math.max(...[header, ...rows].map((row) => row[column]?.length ?? 0), title.length),
  );
  const line = (row: readonly string[]): string =>
    `  ${row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd()}\n`;
  write(styleText("dim", line(header)));
  rows.forEach((row) => {
    write(line(row));
  });
};

export const colours = (): boolean => process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "";

export const write = (text: string): void => {
  process.stdout.write(text);
};
