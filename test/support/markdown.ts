import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const repository = resolve(__dirname, "../..");

export const content = (path: string): string => readFileSync(join(repository, path), "utf8");

/** The pages that users read. */
export const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(repository, "docs")).flatMap((file) => (file.endsWith(".md") ? [`docs/${file}`] : [])),
];

/** Returns the texts of the fenced blocks in a language, without the indentation of a list. */
export const blocks = (page: string, language: string): readonly string[] =>
  [...content(page).matchAll(new RegExp(`^( *)\`\`\`${language}\n(.*?)^ *\`\`\`$`, "gms"))].map(
    ([, indent = "", text = ""]) => text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  );

/** Returns the text from a heading to the next heading of the same or a higher level. */
export const section = (page: string, heading: string): string => {
  const level = heading.lastIndexOf("#") + 1;
  const [, rest] = `\n${content(page)}`.split(`\n${heading}\n`);
  if (rest === undefined) throw new Error(`there is no heading ${heading}`);
  return rest.split(new RegExp(`^#{1,${String(level)}} `, "m"))[0] ?? "";
};

/** Returns the cells of the first table of a section, without its header. */
export const table = (page: string, heading: string): readonly (readonly string[])[] => {
  const lines = section(page, heading).split("\n");
  const head = lines.findIndex((line) => line.startsWith("|"));
  const end = lines.findIndex((line, index) => index > head && !line.startsWith("|"));
  return lines.slice(head + 2, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};

/** Returns the texts that a cell shows as code. */
export const codes = (cell = ""): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

/** Returns the anchors of the headings. */
export const anchors = (page: string): readonly string[] =>
  [...content(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

/** Returns the targets of links and images. */
export const targets = (page: string): readonly string[] =>
  [...content(page).matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
