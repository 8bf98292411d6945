import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { styleText } from "node:util";
import { startEmulator, type Emulator } from "../../emulator/index.js";
import type { Engine } from "../findInstallation.js";

/** A demo changes nothing outside of this process and one temporary folder. */
export interface Session {
  /** Path of this repository, which is the Pulumi project. */
  readonly root: string;
  /** Environment variables of the commands. */
  readonly settings: Readonly<Record<string, string>>;
  /** Folder with a copy of Pulumi.yaml, because `stack init` always writes the configuration beside that file. */
  readonly configFolder: string;
  readonly configFile: string;
  readonly stack: string;
  /** The user's own configuration of a stack of the same name, which must not change. */
  readonly inRepository: string | undefined;
  readonly token: string;
  readonly emulator: Emulator;
  /** Runs the CLI with its output on the screen, and returns the output. Throws if the exit code differs. Default 0. */
  readonly pulumi: (args: readonly string[], exitCode?: number) => Promise<string>;
  readonly close: () => Promise<void>;
}

export const openSession = async ({ bin }: Engine, signal: AbortSignal): Promise<Session> => {
  const root = resolve(__dirname, "..", "..");
  if (!existsSync(join(root, "dist"))) throw new Error("dist/ does not exist: `npm run demo` builds it first");
  const folder = await mkdtemp(join(tmpdir(), "insight-groups-demo-"));
  const configFolder = join(folder, "config");
  const stack = "demo";
  const token = `api-demo-${randomBytes(8).toString("hex")}`;
  for (const each of ["config", "state", "home"]) await mkdir(join(folder, each));
  await copyFile(join(root, "Pulumi.yaml"), join(configFolder, "Pulumi.yaml"));
  const emulator = await startEmulator({ token });
  const settings = {
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "demo",
    PULUMI_STACK: stack,
    PULUMI_SKIP_UPDATE_CHECK: "1",
  };
  return {
    root,
    settings,
    configFolder,
    configFile: join(configFolder, `Pulumi.${stack}.yaml`),
    stack,
    inRepository: await content(join(root, `Pulumi.${stack}.yaml`)),
    token,
    emulator,
    pulumi: async (args, exitCode = 0) => {
      signal.throwIfAborted();
      const command = `pulumi ${args.join(" ")}`;
      printCommand(command);
      const { execa } = await import("execa"); // ESM only
      // Without a keyboard, Pulumi omits colors. After one SIGINT it completes calls in flight and saves its state.
      const ended = await execa(join(bin, "pulumi"), [...args, "--color", color()], {
        ...{
          cwd: root,
          env: isolated(bin, settings),
          extendEnv: false,
          stdio: ["ignore", ["inherit", "pipe"], ["inherit", "pipe"]],
        },
        ...{ reject: false, cancelSignal: signal, killSignal: "SIGINT", forceKillAfterDelay: 20_000 },
        ...{ killDescendants: true, all: true },
      } as const);
      signal.throwIfAborted();
      if (ended.exitCode === exitCode) return ended.all;
      const seen = ended.exitCode === undefined ? (ended.shortMessage ?? "") : `exit code ${String(ended.exitCode)}`;
      throw new Error(`\`${command}\`: expected exit code ${String(exitCode)}, found ${seen}`);
    },
    close: async () => {
      await emulator.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

/** Returns the engine's environment, without the user's own token, backend, proxy, and Node and Pulumi settings. */
const isolated = (bin: string, settings: Readonly<Record<string, string>>): Record<string, string | undefined> => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => kept.has(name.toUpperCase()))),
  // The engine starts programs and providers with this `node`.
  PATH: [bin, dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter),
  ...settings,
});

const kept: ReadonlySet<string> = new Set([
  ...["HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "TZ"],
  ...["TERM", "COLORTERM", "NO_COLOR"],
  ...["TEMP", "TMP", "SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA", "LOCALAPPDATA"],
]);

export const color = (): string =>
  (process.stdout.isTTY || process.env["FORCE_COLOR"] !== undefined) && (process.env["NO_COLOR"] ?? "") === ""
    ? "always"
    : "never";

export const printCommand = (line: string): void => {
  process.stdout.write(`${styleText("bold", `$ ${line}`)}\n`);
};

/** Returns the text of a file; undefined if it does not exist. */
export const content = (path: string): Promise<string | undefined> =>
  readFile(path, "utf8").catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw cause;
  });
