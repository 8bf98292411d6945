import { readFile } from "node:fs/promises";

/** The text of a file; undefined where there is none. */
export const content = (path: string): Promise<string | undefined> =>
  readFile(path, "utf8").catch((cause: unknown) => {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw cause;
  });
