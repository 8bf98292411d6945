import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export const repository = resolve(__dirname, "..");

/** Gives what was measured before under this key, or measures it now and writes it down. */
export type Journal<A> = (key: string, work: () => Promise<A>) => Promise<A>;

interface Entry<A> {
  readonly key: string;
  readonly build: string;
  readonly result: A;
}

/** So that an interrupted run goes on where it was. What another build has measured is not taken. */
export const journal = <A>(name: string, engine: string): Journal<A> => {
  const file = join(folder, `${name}.jsonl`);
  const build = buildOf(engine);
  const entries = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  const kept = entries.map((line) => JSON.parse(line) as Entry<A>).filter((entry) => entry.build === build);
  return async (key, work) => {
    const found = kept.find((entry) => entry.key === key);
    if (found !== undefined) return found.result;
    const result = await work();
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${JSON.stringify({ key, build, result } satisfies Entry<A>)}\n`);
    return result;
  };
};

export const forget = (): void => {
  rmSync(folder, { recursive: true, force: true });
};

const folder = join(repository, ".bench");

/** What decides the figures: our provider, the emulator, the programs, Node and the engine. */
const buildOf = (engine: string): string => {
  const hash = createHash("sha256").update(`${process.version} ${engine}`);
  for (const built of ["dist/provider", "dist/emulator", "bench"]) {
    for (const file of readdirSync(join(repository, built)).sort()) {
      if (/\.js$|^(programs|operations|life|levers)\.ts$/.test(file)) {
        hash.update(readFileSync(join(repository, built, file)));
      }
    }
  }
  return hash.digest("hex").slice(0, 16);
};
