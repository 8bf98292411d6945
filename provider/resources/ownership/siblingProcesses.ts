import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { lstatSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { constVoid } from "fp-ts/function";
import type { Task } from "fp-ts/Task";

/** The other provider processes of a run. */
export interface Siblings {
  /** The name of this process. */
  readonly name: string;
  /** Resolves when the siblings can ask this process. False if they cannot. */
  readonly listen: Task<boolean>;
  /** Returns the answers of the siblings, and a `Silence` for each that may exist but does not answer. */
  readonly ask: (question: unknown) => Task<readonly unknown[]>;
}

/** The reason why the claims of a sibling are unknown. */
export class Silence {
  constructor(readonly reason: string) {}
}

/**
 * Lets the processes of a run ask each other over local sockets. The operating system closes a socket when its process
 * ends, so that a killed process answers in no later run.
 *
 * @param engine The engine's address, which no other run has at the same time; undefined if there are no siblings.
 * @param answer Returns a JSON value.
 * @param folder Folder of the sockets. If other users can write to it, nothing is known about siblings.
 */
export const makeSiblings = (
  engine: string | undefined,
  answer: (question: unknown) => unknown,
  folder = userFolder(),
): Siblings => {
  const run = `${(engine ?? "").replace(/\W/g, "-")}-`;
  const name = run + randomUUID().slice(0, 8);
  const pathOf = (sibling: string): string => (isWindows ? `\\\\.\\pipe\\${sibling}` : join(folder, sibling));

  const askOne = async (sibling: string, question: unknown): Promise<readonly unknown[]> => {
    try {
      const socket = connect({ path: pathOf(sibling), allowHalfOpen: true });
      socket.setTimeout(longestSilenceMs, () => socket.destroy(new Error("no answer in time")));
      socket.end(JSON.stringify(question));
      const answered: unknown = JSON.parse(await text(socket));
      return [answered];
    } catch (error) {
      return hasEnded(error) ? [] : [new Silence("another provider process of this run does not answer")];
    }
  };

  const sweep = async (): Promise<void> => {
    for (const each of readdirSync(folder)) {
      const isOld = statSync(join(folder, each)).mtimeMs < Date.now() - oneHourMs;
      if (isOld && (await askOne(each, null)).length === 0) rmSync(join(folder, each), { force: true });
    }
  };

  const start = async (): Promise<boolean> => {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on("error", constVoid);
      void text(socket).then((question) => socket.end(JSON.stringify(answer(JSON.parse(question)))), constVoid);
    });
    try {
      await once(server.on("error", constVoid).unref().listen(pathOf(name)), "listening");
      // A named pipe is in no folder: an empty file publishes its name.
      if (isWindows) writeFileSync(join(folder, name), "");
    } catch {
      return false;
    }
    sweep().catch(constVoid);
    return true;
  };

  let started: Promise<boolean> | undefined;
  const listen = async (): Promise<boolean> => makePrivate(folder) && (await (started ??= start()));
  return {
    name,
    listen: async () => engine === undefined || (await listen()),
    ask: (question) => async () => {
      if (engine === undefined) return [];
      // If this process cannot listen, its siblings cannot either.
      if (!(await listen()))
        return [new Silence(`${folder} must be a folder that only this user can access: remove it, or set TMPDIR`)];
      const siblings = readdirSync(folder).filter((each) => each.startsWith(run) && each !== name);
      return (await Promise.all(siblings.map((each) => askOne(each, question)))).flat();
    },
  };
};

const isWindows = process.platform === "win32";
const oneHourMs = 3_600_000;
const longestSilenceMs = 5_000;

/** Whether the other process has ended: then nothing listens, or its answer is cut short. */
const hasEnded = (error: unknown): boolean =>
  error instanceof SyntaxError || (error instanceof Error && "code" in error && endings.includes(String(error.code)));
const endings = ["ECONNREFUSED", "ECONNRESET", "ENOENT", "ENOTSOCK", "EPIPE"];

/** The path of a socket has at most 104 characters on macOS. */
const userFolder = (): string =>
  join(
    isWindows || tmpdir().length <= 50 ? tmpdir() : "/tmp",
    `pulumi-launchdarkly-${String(process.getuid?.() ?? "")}`,
  );

/**
 * Creates the folder if necessary. Returns whether only this user can put sockets there: Windows has one folder per user.
 */
const makePrivate = (folder: string): boolean => {
  try {
    mkdirSync(folder, { mode: 0o700, recursive: true });
    const found = lstatSync(folder);
    return isWindows || (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0);
  } catch {
    return false;
  }
};
