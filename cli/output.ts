import { fstatSync, writeSync } from "node:fs";
import { constants, copyFile, link, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** A file that must not exist yet, and its text. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes to standard output; rejects if any of the text cannot be written. A file is written synchronously, because Node's
 * stream reports success if a full disk cuts a write short.
 */
export const print = async (text: string): Promise<void> => {
  try {
    if (fstatSync(process.stdout.fd).isFile()) writeWhole(process.stdout.fd, Buffer.from(text));
    else await writeToStream(text);
  } catch (cause) {
    if (isClosedPipe(cause)) throw cause;
    throw new Error(`cannot write to standard output: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
};

/** Whether the reader of standard output stopped reading, as `head` does. The command does not report that. */
export const isClosedPipe = (cause: unknown): boolean => hasCode(cause, "EPIPE");

/** Writes the text to standard output and creates all files, or none. */
export const publish = async (text: string, files: readonly NewFile[]): Promise<void> => {
  const drafts = files.map((file) => ({
    ...file,
    draft: join(dirname(file.path), `.${basename(file.path)}.${String(process.pid)}.tmp`),
  }));
  const created: string[] = [];
  try {
    for (const { draft, text: content } of drafts) await writeFile(draft, content, { flag: "wx" });
    if (text !== "") await print(text);
    for (const { draft, path } of drafts) {
      await moveTo(draft, path);
      created.push(path);
    }
  } catch (cause) {
    await Promise.all(created.map((path) => rm(path)));
    throw cause;
  } finally {
    await Promise.all(drafts.map(({ draft }) => rm(draft, { force: true })));
  }
};

/** Links, because a rename would overwrite a new file of another process. Copies if the file system has no links. */
const moveTo = (draft: string, path: string): Promise<void> =>
  link(draft, path).catch((cause: unknown) => {
    if (hasCode(cause, "EEXIST")) throw new Error(`${path} already exists and is not overwritten`, { cause });
    return copyFile(draft, path, constants.COPYFILE_EXCL);
  });

const writeWhole = (fd: number, bytes: Buffer): void => {
  for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written);
};

const writeToStream = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });

const hasCode = (cause: unknown, code: string): boolean =>
  cause instanceof Error && "code" in cause && cause.code === code;
