import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { format, resolveConfig } from "prettier";

const file = resolve(__dirname, "../README.md");

/** Puts what was measured into the README, between the markers of this name. */
export const writeReadme = async (name: string, report: string): Promise<void> => {
  const { before, after } = place(name);
  const text = `${before}<!-- ${name}:begin -->\n\n${report}\n\n<!-- ${name}:end -->${after}`;
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: "markdown" }));
};

/** What is around the place of a report. Throws where there is none: better before an hour of measuring than after it. */
export const place = (name: string): { readonly before: string; readonly after: string } => {
  const around = new RegExp(`^([^]*)<!-- ${name}:begin -->[^]*<!-- ${name}:end -->([^]*)$`);
  const [, before, after] = around.exec(readFileSync(file, "utf8")) ?? [];
  if (before === undefined || after === undefined) throw new Error(`README.md has no markers named ${name}`);
  return { before, after };
};
