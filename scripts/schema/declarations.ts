import { resolve } from "node:path";
import ts from "typescript";

/** The declarations that a program in TypeScript imports. */
export interface Declarations {
  readonly checker: ts.TypeChecker;
  /** Exports of `provider/index.ts` by name. */
  readonly exports: ReadonlyMap<string, ts.Symbol>;
}

const repository = resolve(__dirname, "../..");

export const readDeclarations = (): Declarations => {
  const index = resolve(repository, "provider/index.ts");
  const { config } = ts.readConfigFile(resolve(repository, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
    readonly config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, repository);
  const program = ts.createProgram([index], options);
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(index);
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${index} exports nothing`);
  const exported = checker.getExportsOfModule(module).map((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return [symbol.name, target] as const;
  });
  return { checker, exports: new Map(exported) };
};

/** Returns the doc comment in Markdown, with its default, its links and nothing that only TypeScript has. */
export const describe = ({ checker }: Declarations, symbol: ts.Symbol): string => {
  const text = unlinked(ts.displayPartsToString(symbol.getDocumentationComment(checker)));
  const tags = symbol.getJsDocTags(checker).map(({ name, text: parts }) => ({
    name,
    text: ts.displayPartsToString(parts),
  }));
  const found = (name: string): readonly string[] => tags.filter((tag) => tag.name === name).map((tag) => tag.text);
  const defaults = found("default").map((value) => `Default: ${value}.`);
  return [[text, ...defaults].join(" ").trim(), ...found("see").map((url) => `See ${url}`)]
    .filter(Boolean)
    .join("\n\n");
};

/** Wrapped lines become one, because a generator wraps them again; empty lines separate paragraphs. */
const unlinked = (text: string): string =>
  text.replace(/\{@link (\w+)\}/g, "`$1`").replace(/([^\n])\n(?=[^\n])/g, "$1 ");

export const defaultOf = ({ checker }: Declarations, symbol: ts.Symbol): string | undefined =>
  symbol
    .getJsDocTags(checker)
    .filter(({ name }) => name === "default")
    .map(({ text }) => ts.displayPartsToString(text))[0];
