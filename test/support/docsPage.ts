/**
 * What a page of docs/ makes a reader do, in its order. Comments that no reader sees say the rest:
 *
 *     <!-- run: COMMAND -->           a command that the page does not show, such as what checks the one before
 *     <!-- file: NAME "TEXT" -->      a file that is there by then
 *     <!-- save: NAME -->             the block that follows is saved under this name
 *     <!-- by hand: GROUP -->         a group as somebody made it in LaunchDarkly, as JSON
 *     <!-- exit: CODE -->             the exit code of the command that follows
 *     <!-- not run: WHY -->           the block that follows is not run here
 */
export type Step =
  | { readonly kind: "program"; readonly text: string }
  | { readonly kind: "command"; readonly text: string; readonly exit: number }
  | { readonly kind: "file"; readonly name: string; readonly text: string }
  | { readonly kind: "by hand"; readonly group: string };

export const stepsOf = (page: string): readonly Step[] => {
  const steps: Step[] = [];
  let exit = 0;
  let isSkipped = false;
  let savedAs: string | undefined;
  for (const [, what, value = "", language, text = ""] of page.matchAll(pattern)) {
    if (what === "exit") exit = Number(value);
    else if (what === "not run") isSkipped = true;
    else if (what === "run") steps.push({ kind: "command", text: value, exit: 0 });
    else if (what === "by hand") steps.push({ kind: "by hand", group: value });
    else if (what === "file") steps.push(file(value));
    else if (what === "save") savedAs = value;
    else {
      if (savedAs !== undefined) steps.push({ kind: "file", name: savedAs, text });
      else if (!isSkipped && language === "ts") steps.push({ kind: "program", text });
      if (!isSkipped && language === "sh") steps.push({ kind: "command", text, exit });
      [exit, isSkipped, savedAs] = [0, false, undefined];
    }
  }
  return steps;
};

/** A comment of the kinds above, or a fenced block. */
const pattern = /^<!-- (run|file|save|by hand|exit|not run): (.*?) -->$|^ *```(\w*)\n([^]*?)^ *```$/gm;

const file = (value: string): Step => {
  const [, name = "", text = ""] = /^(\S+) (".*")$/.exec(value) ?? [];
  return { kind: "file", name, text: JSON.parse(text) as string };
};
