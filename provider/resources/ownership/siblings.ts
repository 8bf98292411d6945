import { randomUUID } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { constVoid } from "fp-ts/function";
import type { Task } from "fp-ts/Task";

/** The other provider processes of a run: the engine starts one for each explicit provider. */
export interface Siblings {
  /** The name of this process among them. */
  readonly name: string;
  /** Resolves once the siblings can ask this process. */
  readonly listen: Task<void>;
  /** Returns the answers of the siblings that listen. */
  readonly ask: (question: unknown) => Task<readonly unknown[]>;
}

/**
 * Lets the processes of one run ask each other over local sockets. The operating system closes a socket with its process,
 * however the process ends, so that nothing that a killed process leaves behind can answer in a later run.
 *
 * @param address The engine's, which is the same in all processes of the run; undefined if there are no siblings.
 * @param answer Returns what JSON can hold.
 * @param folder For the sockets. Unless it is this user's alone, the process has no siblings.
 */
export const makeSiblings = (
  address: string | undefined,
  answer: (question: unknown) => unknown,
  folder = folderOfUser(),
): Siblings => {
  const run = `${(address ?? "").replace(/\W/g, "-")}-`;
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
      const isOld = statSync(join(folder, each)).mtimeMs < Date.now() - oneHour;
      if (isOld && (await askOne(each, null)).length === 0) rmSync(join(folder, each), { force: true });
    }
  };

  const start = (): Promise<void> =>
    new Promise((resolve) => {
      createServer({ allowHalfOpen: true }, (socket) => {
        socket.on("error", constVoid);
        void text(socket).then((question) => socket.end(JSON.stringify(answer(JSON.parse(question)))), constVoid);
      })
        .on("error", () => {
          resolve();
        })
        .listen(pathOf(name), () => {
          // A pipe is in no folder: an empty file makes its name known.
          if (isWindows) writeFileSync(join(folder, name), "");
          resolve();
          sweep().catch(constVoid);
        })
        .unref();
    });

  let started: Promise<void> | undefined;
  return {
    name,
    listen: async () => {
      if (address !== undefined && makePrivate(folder)) await (started ??= start());
    },
    ask: (question) => async () => {
      if (address === undefined || !isPrivate(folder)) return [];
      const siblings = readdirSync(folder).filter((each) => each.startsWith(run) && each !== name);
      return (await Promise.all(siblings.map((each) => askOne(each, question)))).flat();
    },
  };
};

const isWindows = process.platform === "win32";

/** In milliseconds. */
const oneHour = 3_600_000;

/** The path of a socket is at most 104 characters long on macOS. */
const folderOfUser = (): string =>
  join(
    isWindows || tmpdir().length <= 50 ? tmpdir() : "/tmp",
    `pulumi-launchdarkly-${String(process.getuid?.() ?? "")}`,
  );

const makePrivate = (folder: string): boolean => {
  try {
    mkdirSync(folder, { mode: 0o700, recursive: true });
  } catch {
    return false;
  }
  return isPrivate(folder);
};

/** Whether no other user can put a socket there. Windows has a temporary folder for each user. */
const isPrivate = (folder: string): boolean => {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) return false;
  return isWindows || (found.uid === process.getuid?.() && (found.mode & 0o077) === 0);
};
