import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { repository } from "./journal.js";

const file = join(repository, "README.md");

/** Puts the report and the chart into the README, between the markers. */
export const writeReadme = async (report: string, chart: string): Promise<void> => {
  const { before, after } = readme();
  const image = "![Seconds against the number of groups: ours, and a provider that does nothing](bench/cost.svg)";
  const text = `${before}${begin}\n\n${image}\n\n${report}\n\n${end}${after}`;
  writeFileSync(join(repository, "bench", "cost.svg"), chart);
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: "markdown" }));
};

/** What is around the place of the report. Throws where there is none: better before an hour of measuring than after it. */
export const readme = (): { readonly before: string; readonly after: string } => {
  const [, before, after] = new RegExp(`^([^]*)${begin}[^]*${end}([^]*)$`).exec(readFileSync(file, "utf8")) ?? [];
  if (before === undefined || after === undefined) throw new Error(`README.md has no lines ${begin} and ${end}`);
  return { before, after };
};

const begin = "<!-- bench:begin -->";
const end = "<!-- bench:end -->";
