/** Where an expression of a workflow finds its values: `github`, `secrets`, `vars`, `needs`. */
export type Contexts = Readonly<Record<string, unknown>>;

/** The value of an expression, by GitHub's own evaluator. */
export const evaluate = async (expression: string, contexts: Contexts): Promise<string> => {
  // It has nothing for `require`.
  const { data, Evaluator, Lexer, Parser } = await import("@actions/expressions");
  const always = { name: "always", minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(true) };
  const parsed = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), [always]).parse();
  const values = JSON.parse(JSON.stringify(contexts), data.reviver) as InstanceType<typeof data.Dictionary>; // of an object
  return new Evaluator(parsed, values, new Map([[always.name, always]])).evaluate().coerceString();
};

/** A text with the values of the expressions in it. */
export const fill = async (text: string, contexts: Contexts): Promise<string> => {
  const [first = "", ...parts] = text.split("${{");
  const filled = parts.map(async (part) => {
    const [expression = "", rest] = part.split("}}");
    if (rest === undefined) throw new Error(`an expression without an end: ${text}`);
    return `${await evaluate(expression.trim(), contexts)}${rest}`;
  });
  return [first, ...(await Promise.all(filled))].join("");
};
