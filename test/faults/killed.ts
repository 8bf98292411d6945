import type { ChildProcess } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import type { Adapter } from "../support/stack.js";
import { declared } from "./declared.js";
import { live, type Life, type Outcome } from "./life.js";
import { random as seeded } from "../../emulator/random.js";

export type Phase = "create" | "update" | "delete";

const groups = 6;
/** Milliseconds. */
const latency = 40;
/** Milliseconds in which a request that was in flight when the engine ended may still arrive. */
const grace = 150;

/**
 * Kills the engine at a random moment of a phase. If it left a lock, runs `pulumi cancel`, as the engine itself asks
 * for. Then the same command must succeed, and everything must exist exactly once.
 */
export const killedLife = (
  seed: number,
  signal: "SIGKILL" | "SIGINT",
  phase: Phase,
  adapter?: Adapter,
): Promise<Outcome> =>
  live(
    { seed, latency },
    {},
    async (life) => {
      const { stack, step, declare, compare } = life;
      const random = seeded(seed);
      if (phase !== "create") {
        await declare(declared(groups));
        await step("up", stack.pulumi("up"));
      }
      await declare(phase === "delete" ? [] : declared(groups, phase === "create" ? 0 : 1));
      await interrupted(life, signal, Math.floor(random() * groups) + 1, random() * 2 * latency);

      // If the state cannot be loaded, `pulumi cancel` leaves the lock.
      if (await stack.restoreTornCheckpoint()) life.torn();
      await stack.run(["cancel", "--yes"]);
      await step("up after the kill", stack.pulumi("up"));
      await compare("after the next up");
      await step("preview", stack.pulumi("preview", "--expect-no-changes"));
      await step("refresh", stack.pulumi("refresh", "--clear-pending-creates", "--expect-no-changes"));
      await declare([]);
      await step("destroy", stack.pulumi("destroy"));
      await compare("after destroy");
      return undefined;
    },
    adapter,
  );

/** Runs `up` and sends the signal some milliseconds after this number of calls. */
const interrupted = async (life: Life, signal: "SIGKILL" | "SIGINT", after: number, delay: number): Promise<void> => {
  const { stack, emulator } = life;
  const before = emulator.calls.length;
  const { process: engine, done } = stack.start(["up", "--yes", "--skip-preview"]);
  let over = false as boolean;
  const ended = done.then(() => {
    over = true;
  });
  while (!over && emulator.calls.length < before + after) await setTimeout(2);
  await setTimeout(delay);
  if (engine.pid !== undefined && !over) process.kill(engine.pid, signal);
  // The children of the killed engine may keep its output pipe open, so its exit is awaited instead.
  const gone = await Promise.race([ended.then(() => Date.now()), exit(engine)]);
  await setTimeout(2_000);
  life.late(emulator.calls.filter(({ at }) => at > gone + grace).length);
};

const exit = (engine: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    engine.once("exit", () => {
      resolve(Date.now());
    });
  });
