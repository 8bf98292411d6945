import { delimiter, dirname, join } from "node:path";

/**
 * The environment of the engine and the emulator: of the reader's own only what programs need to run, and nothing that
 * says where to talk to. A token, another backend, a proxy or settings of Node and Pulumi cannot come along.
 */
export const isolated = (
  own: NodeJS.ProcessEnv,
  bin: string,
  settings: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(own).filter(([name]) => kept.has(name.toUpperCase()))),
  // The engine starts `node` for programs and providers: the one that runs this.
  PATH: [bin, dirname(process.execPath), own["PATH"] ?? ""].join(delimiter),
  ...settings,
});

/** A Pulumi that keeps everything in a folder. */
export const pulumiIn = (folder: string, stack: string) => ({
  PULUMI_HOME: join(folder, "home"),
  PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
  PULUMI_CONFIG_PASSPHRASE: "demo",
  PULUMI_STACK: stack,
  PULUMI_SKIP_UPDATE_CHECK: "1",
});

const kept: ReadonlySet<string> = new Set([
  ...["HOME", "USER", "LOGNAME", "SHELL", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "TZ"],
  ...["TERM", "COLORTERM", "NO_COLOR"],
  ...["TEMP", "TMP", "SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA", "LOCALAPPDATA"],
]);
