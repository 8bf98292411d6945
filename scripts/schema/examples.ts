import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const page = resolve(__dirname, "../../docs/languages.md");

/** Returns the programs of docs/languages.md in the form in which an SDK generator finds the program in its language. */
export const examples = (): string => {
  const blocks = [...readFileSync(page, "utf8").matchAll(/^```(yaml|python|go|java)\n.*?^```$/gms)].map(
    ([block]) => block,
  );
  const programs = blocks.filter((block) => block.includes("checkout-team"));
  return `{{% examples %}}\n## Example Usage\n{{% example %}}\n\n${programs.join("\n")}\n{{% /example %}}\n{{% /examples %}}`;
};
