/**
 * A step of a page of docs/, in its order. Hidden comments add what the page does not show:
 *
 *     <!-- run: COMMAND -->           a command that the page does not show, such as a check of the previous one
 *     <!-- file: NAME "TEXT" -->      a file that exists by then
 *     <!-- save: NAME -->             the next block is saved under this name
 *     <!-- by hand: GROUP -->         a group that another user created in LaunchDarkly, as JSON
 *     <!-- exit: CODE -->             the exit code of the next command
 *     <!-- not run: WHY -->           the next block is not run
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

/** Matches a comment of the kinds above, or a fenced block. */
const pattern = /^<!-- (run|file|save|by hand|exit|not run): (.*?) -->$|^ *```(\w*)\n([^]*?)^ *```$/gm;

const file = (value: string): Step => {
  const [, name = "", text = ""] = /^(\S+) (".*")$/.exec(value) ?? [];
  return { kind: "file", name, text: JSON.parse(text) as string };
};
