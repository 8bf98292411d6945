import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { format, resolveConfig } from "prettier";

/** Writes measured figures into a page, between the markers of this name. */
export const writeReport = async (page: string, name: string, report: string): Promise<void> => {
  const [before, after] = aroundReport(page, name);
  const text = `${before}<!-- ${name}:begin -->\n\n${report}\n\n<!-- ${name}:end -->${after}`;
  writeFileSync(pathOf(page), await format(text, { ...(await resolveConfig(pathOf(page))), parser: "markdown" }));
};

/** Returns the text before and after a report. Throws if the page has no markers. */
export const aroundReport = (page: string, name: string): readonly [string, string] => {
  const pattern = new RegExp(`^([^]*)<!-- ${name}:begin -->[^]*<!-- ${name}:end -->([^]*)$`);
  const [, before, after] = pattern.exec(readFileSync(pathOf(page), "utf8")) ?? [];
  if (before === undefined || after === undefined) throw new Error(`${page} has no markers named ${name}`);
  return [before, after];
};

const pathOf = (page: string): string => resolve(__dirname, "..", page);
