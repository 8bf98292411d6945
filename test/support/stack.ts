import { execFile, type ChildProcess } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { schema } from "../../provider/plugin/schema.js";
import { engine } from "../../scripts/engine.js";

/** Result of one run of the engine. */
export interface Run {
  readonly code: number;
  /** Standard output and standard error together, as a user would see them. */
  readonly output: string;
  /** Number of resources by operation, such as `{ created: 2, unchanged: 1 }`, without the stack itself. */
  readonly changes: Readonly<Record<string, number>>;
}

export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly initErrors?: readonly string[];
}

/** A separate stack in a temporary folder, with a file backend, run by the real command line. */
export interface Stack {
  readonly folder: string;
  /** Folder on the PATH in which the engine finds plugins. */
  readonly plugins: string;
  readonly env: NodeJS.ProcessEnv;
  /** Replaces the program: JavaScript with the resources, `Provider` and `pulumi` in scope. */
  program(text: string, adapter?: Adapter): Promise<void>;
  /** Makes `index.ts` the program, which the test writes. */
  inTypeScript(): Promise<void>;
  run(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Run>;
  /** Starts a run and returns while it runs. */
  start(args: readonly string[]): { readonly process: ChildProcess; readonly done: Promise<Run> };
  /** Runs an operation without prompts and without a preview. */
  pulumi(operation: Operation, ...args: readonly string[]): Promise<Run>;
  /** Runs an operation. Throws the engine's output if it fails. */
  succeed(operation: Operation, ...args: readonly string[]): Promise<Run>;
  /** Runs an operation that must fail. Throws if it succeeds. */
  fail(operation: Operation, ...args: readonly string[]): Promise<Run>;
  /** Returns the text of the checkpoint. */
  checkpoint(): Promise<string>;
  /**
   * The engine's file backend, if killed while it writes, may leave a checkpoint that it cannot load: an incomplete one
   * beside the previous one, or a complete one with an empty attribute file. Repairs it if needed, and returns whether
   * it did.
   */
  restoreTornCheckpoint(): Promise<boolean>;
  /** Returns a function that restores the present state of the stack without a run of the engine. */
  snapshot(): Promise<() => Promise<void>>;
  /** Empties the state of the stack without a run of the engine. */
  reset(): Promise<void>;
  /** Returns the insight groups in state, by logical name. */
  groups(): Promise<Readonly<Record<string, StateResource>>>;
  /** Returns the resources of another type in state, by logical name. */
  resources(type: "RepositoryProject" | "DeploymentEvent"): Promise<Readonly<Record<string, StateResource>>>;
  remove(): Promise<void>;
}

export type Operation = "up" | "preview" | "refresh" | "destroy";

const unattended = ["--yes", "--skip-preview"] as const;

const repository = resolve(__dirname, "../..");

/** The kind of provider that a program uses. */
export type Adapter = "dynamic provider" | "plugin";
/** Adapters to test: the dynamic provider in `npm test`, the plugin in `npm run test:long`. */
export const adapters: readonly Adapter[] = process.env["ADAPTER"] === "plugin" ? ["plugin"] : ["dynamic provider"];

const prelude: Readonly<Record<Adapter, string>> = {
  "dynamic provider": `
const pulumi = require("@pulumi/pulumi");
const { DeploymentEvent, InsightGroup, Provider, RepositoryProject } = require("pulumi-launchdarkly-insights");
`,
  plugin: `
const pulumi = require("@pulumi/pulumi");
const resource = (token, outputs) =>
  class extends pulumi.CustomResource {
    static get(name, id, opts) { return new this(name, {}, { ...opts, id }); }
    constructor(name, args, opts) {
      super(token, name, { ...Object.fromEntries(outputs.map((output) => [output, undefined])), ...args }, opts);
    }
  };
${Object.entries(schema.resources)
  .map(([token, { properties = {} }]) => {
    const outputs = JSON.stringify(Object.keys(properties));
    return `const ${token.split(":").at(-1) ?? ""} = resource("${token}", ${outputs});`;
  })
  .join("\n")}
class Provider extends pulumi.ProviderResource {
  constructor(name, args, opts) { super("launchdarkly-insights", name, args, opts); }
}
`,
};

/** Programs are JavaScript, because loading ts-node takes a tenth of a short run. */
const project = "name: life\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n";

/** Found once per process, because the search runs the CLI. */
let foundEngine: ReturnType<typeof engine> | undefined;

/** Shared by every stack and every mocha process, because a short run mainly loads the SDK. */
const compileCache = join(tmpdir(), "insights-compile-cache");

/** Makes a stack. @param variables Environment variables of the engine, which gets no other variables of the tests. */
export const newStack = async (
  variables: NodeJS.ProcessEnv = {},
  adapter: Adapter = "dynamic provider",
): Promise<Stack> => {
  const { bin } = await (foundEngine ??= engine());
  const root = await mkdtemp(join(tmpdir(), "insights-stack-"));
  const folder = join(root, "program");
  await mkdir(folder);
  await mkdir(join(root, "backend"));
  await symlink(join(repository, "node_modules"), join(folder, "node_modules"));
  const plugins = join(root, "plugins");
  await mkdir(plugins);
  await symlink(join(repository, "dist/plugin.js"), join(plugins, "pulumi-resource-launchdarkly-insights"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ main: "index.js" }));
  await writeFile(join(folder, "Pulumi.yaml"), project);

  const env: NodeJS.ProcessEnv = {
    PATH: [bin, plugins, dirname(process.execPath), process.env["PATH"]].join(delimiter),
    HOME: root,
    PULUMI_HOME: join(root, "home"),
    PULUMI_BACKEND_URL: `file://${join(root, "backend")}`,
    PULUMI_CONFIG_PASSPHRASE: "correct horse",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
    NODE_COMPILE_CACHE: compileCache,
    GOGC: "400", // the CLI is short-lived and has enough memory
    ...variables,
  };

  const start = (
    args: readonly string[],
    more: NodeJS.ProcessEnv = {},
  ): { process: ChildProcess; done: Promise<Run> } => {
    let child!: ChildProcess;
    const done = new Promise<Run>((settle) => {
      child = execFile(
        join(bin, "pulumi"),
        [...args, "--non-interactive", "--color", "never"],
        { cwd: folder, env: { ...env, ...more }, maxBuffer: 1 << 28 },
        (error, stdout, stderr) => {
          const output = `${stdout}${stderr}`;
          settle({
            code: error === null ? 0 : typeof error.code === "number" ? error.code : -1,
            output,
            changes: changesIn(output),
          });
        },
      );
    });
    return { process: child, done };
  };
  const run = (args: readonly string[], more?: NodeJS.ProcessEnv): Promise<Run> => start(args, more).done;
  const pulumi = (operation: Operation, ...args: readonly string[]): Promise<Run> =>
    run([operation, ...(operation === "preview" || args.includes("--preview-only") ? [] : unattended), ...args]);
  const file = join(root, "backend/.pulumi/stacks/life/test.json");
  const checkpoint = (): Promise<string> => readFile(file, "utf8");

  const snapshot = async (): Promise<() => Promise<void>> => {
    const saved = await checkpoint();
    return async () => {
      await writeFile(file, saved);
      await rm(`${file}.attrs`, { force: true });
    };
  };

  const resources = async (type: string): Promise<Readonly<Record<string, StateResource>>> => {
    const state = JSON.parse(await checkpoint()) as { checkpoint: { latest?: { resources?: StateResource[] } } };
    const found = (state.checkpoint.latest?.resources ?? []).filter((each) => each.type.endsWith(`:${type}`));
    return Object.fromEntries(found.map((resource) => [resource.urn.split("::").at(-1) ?? "", resource]));
  };

  const initialised = await run(["stack", "init", "test"]);
  if (initialised.code !== 0) throw new Error(initialised.output);

  return {
    folder,
    plugins,
    env,
    run,
    start,
    checkpoint,
    program: (text, by = adapter) => writeFile(join(folder, "index.js"), `${prelude[by]}${text}`),
    inTypeScript: async () => {
      await writeFile(join(folder, "package.json"), JSON.stringify({ main: "index.ts" }));
      await writeFile(join(folder, "Pulumi.yaml"), "name: life\nruntime: nodejs\n");
    },
    pulumi,
    succeed: async (operation, ...args) => {
      const ended = await pulumi(operation, ...args);
      if (ended.code !== 0) throw new Error(`pulumi ${operation} failed:\n${ended.output}`);
      return ended;
    },
    fail: async (operation, ...args) => {
      const ended = await pulumi(operation, ...args);
      if (ended.code === 0) throw new Error(`pulumi ${operation} succeeded:\n${ended.output}`);
      return ended;
    },
    restoreTornCheckpoint: async () => {
      const isTorn = async (): Promise<boolean> =>
        (await run(["stack", "export"])).output.includes("failed to load checkpoint");
      if (!(await isTorn())) return false;
      await rm(`${file}.attrs`, { force: true });
      if (await isTorn()) await copyFile(`${file}.bak`, file);
      return true;
    },
    snapshot,
    reset: await snapshot(),
    groups: () => resources("InsightGroup"),
    resources,
    remove: () => rm(root, { recursive: true, force: true }),
  };
};

/** Returns the counts in the engine's summary. */
const changesIn = (output: string): Readonly<Record<string, number>> => {
  const summary = /^Resources:\n((?: +.*\n)+)/m.exec(output)?.[1] ?? "";
  return Object.fromEntries(
    [...summary.matchAll(/(\d+) (?:to )?(\w+)/g)].map(([, count, what]) => [what ?? "", Number(count)]),
  );
};
