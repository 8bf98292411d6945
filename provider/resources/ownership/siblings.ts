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
  /** Resolves when the siblings can ask this process. */
  readonly listen: Task<void>;
  /** Returns the answers of the siblings that listen. */
  readonly ask: (question: unknown) => Task<readonly unknown[]>;
}

/**
 * Lets the processes of a run ask each other over local sockets. The operating system closes a socket when its process ends,
 * so that a killed process answers in no later run.
 *
 * @param engine The engine's address, which no other run has at the same time; undefined if there are no siblings.
 * @param answer Returns a JSON value.
 * @param folder For the sockets. If other users can write to it, there are no siblings.
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
      socket.end(JSON.stringify(question));
      const answered: unknown = JSON.parse(await text(socket));
      return [answered];
    } catch {
      return [];
    }
  };

  const sweep = async (): Promise<void> => {
    for (const each of readdirSync(folder)) {
      const isOld = statSync(join(folder, each)).mtimeMs < Date.now() - oneHourMs;
      if (isOld && (await askOne(each, null)).length === 0) rmSync(join(folder, each), { force: true });
    }
  };

  const start = async (): Promise<void> => {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.on("error", constVoid);
      void text(socket).then((question) => socket.end(JSON.stringify(answer(JSON.parse(question)))), constVoid);
    });
    try {
      await once(server.on("error", constVoid).unref().listen(pathOf(name)), "listening");
    } catch {
      return;
    }
    // A pipe is in no folder: an empty file makes its name known.
    if (isWindows) writeFileSync(join(folder, name), "");
    sweep().catch(constVoid);
  };

  const hasSiblings = (): boolean => engine !== undefined && makePrivate(folder);
  let started: Promise<void> | undefined;
  return {
    name,
    listen: async () => {
      if (hasSiblings()) await (started ??= start());
    },
    ask: (question) => async () => {
      if (!hasSiblings()) return [];
      const siblings = readdirSync(folder).filter((each) => each.startsWith(run) && each !== name);
      return (await Promise.all(siblings.map((each) => askOne(each, question)))).flat();
    },
  };
};

const isWindows = process.platform === "win32";
const oneHourMs = 3_600_000;

/** The path of a socket has at most 104 characters on macOS. */
const userFolder = (): string =>
  join(
    isWindows || tmpdir().length <= 50 ? tmpdir() : "/tmp",
    `pulumi-launchdarkly-${String(process.getuid?.() ?? "")}`,
  );

/** Creates the folder if necessary. Returns whether no other user can put a socket there: Windows has one folder per user. */
const makePrivate = (folder: string): boolean => {
  try {
    mkdirSync(folder, { mode: 0o700, recursive: true });
    const found = lstatSync(folder);
    return isWindows || (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0);
  } catch {
    return false;
  }
};
