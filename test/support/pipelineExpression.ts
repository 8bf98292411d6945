/** Values that an expression of a workflow can use: `github`, `secrets`, `vars`, `needs`, `steps`. */
export type Contexts = Readonly<Record<string, unknown>>;

/** Status of a job so far, which the status functions of a condition return. */
export type JobStatus = "success" | "failure" | "cancelled";

const statusFunctions = ["always", "success", "failure", "cancelled"] as const;

/** Whether a job or a step runs. A condition without a status function holds only in a job that has succeeded so far. */
export const isWanted = async (condition = "true", contexts: Contexts, status: JobStatus): Promise<boolean> => {
  const hasStatus = statusFunctions.some((name) => condition.includes(`${name}()`));
  if (!hasStatus && status !== "success") return false;
  return (await evaluate(`(${condition}) && true || false`, contexts, status)) === "true";
};

/** Evaluates an expression with GitHub's own evaluator. */
export const evaluate = async (
  expression: string,
  contexts: Contexts,
  status: JobStatus = "success",
): Promise<string> => {
  // ESM only
  const { data, Evaluator, Lexer, Parser } = await import("@actions/expressions");
  const functions = statusFunctions.map((name) => {
    const call = () => new data.BooleanData(name === "always" || name === status);
    return { name, minArgs: 0, maxArgs: 0, call };
  });
  const parsed = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions).parse();
  const values = JSON.parse(JSON.stringify(contexts), data.reviver) as InstanceType<typeof data.Dictionary>; // of an object
  return new Evaluator(parsed, values, new Map(functions.map((each) => [each.name, each]))).evaluate().coerceString();
};

/** Returns a text with its expressions replaced by their values. */
export const fill = async (text: string, contexts: Contexts): Promise<string> => {
  const [first = "", ...parts] = text.split("${{");
  const filled = parts.map(async (part) => {
    const [expression = "", rest] = part.split("}}");
    if (rest === undefined) throw new Error(`an expression without an end: ${text}`);
    return `${await evaluate(expression.trim(), contexts)}${rest}`;
  });
  return [first, ...(await Promise.all(filled))].join("");
};
