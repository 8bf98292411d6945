import type { IO } from "fp-ts/IO";
import type { Task } from "fp-ts/Task";
import * as t from "io-ts";
import { makeSiblings } from "./siblings.js";

/** What tells a group from a later one of the same key, and from one of the same key in another account. */
export interface Identity {
  readonly key: string;
  /** Undefined if LaunchDarkly's answer could not be read. */
  readonly createdAt?: number | undefined;
}

/** Whether this run has already claimed a group, in whichever process. */
export type Verdict = "claimed" | "unclaimed" | typeof anotherClaimed;

/** A sibling claims a group of this key, but not known to be this one. */
export const anotherClaimed = "another claimed";

/** Which groups belong to resources of this run, so that no two have the same one and none is deleted under an old name. */
export interface Ownership {
  /** Notes that a resource which is in the stack already is still declared. */
  readonly keep: (key: string) => IO<void>;
  /** Whether a resource of the stack has the group of this key, so that no other may adopt or import it. */
  readonly isKept: (key: string) => IO<boolean>;
  /** Reserves the key for a resource whose group is about to be created or imported; false if another resource has it. */
  readonly claim: (key: string) => IO<boolean>;
  /** Notes the group that a claim led to; false if another resource has it. */
  readonly confirm: (key: string, group: Identity) => Task<boolean>;
  /** Gives a claim up that led to no group. */
  readonly release: (key: string) => IO<void>;
  readonly isClaimed: (group: Identity) => Task<Verdict>;
  /** Notes that the group of a resource is deleted. */
  readonly remove: (key: string) => IO<void>;
  /** Whether this run deleted the group, as a replacement does first. */
  readonly isRemoved: (key: string) => IO<boolean>;
}

type Claim = "pending" | Held;

interface Held {
  readonly createdAt: number | undefined;
  /** False while siblings are asked. */
  readonly settled: boolean;
}

/**
 * A process knows what it has created, adopted and imported itself, and answers its siblings: each explicit provider has a
 * process of its own, and the one that is to delete a resource may not be the one in which another resource has just taken
 * over the same group.
 *
 * @param run The engine's address; undefined if there are no siblings.
 * @param folder See `makeSiblings`.
 */
export const makeOwnership = (run: string | undefined, folder?: string): Ownership => {
  const claims = new Map<string, Claim>();
  const kept = new Set<string>();
  const removed = new Set<string>();

  const answer = (question: unknown): Answer => {
    if (!Question.is(question)) return null;
    const found = claims.get(question.key);
    if (!isHeld(found)) return null;
    // Two processes have found the same group and ask each other: the first name has it.
    if (!found.settled && found.createdAt === question.createdAt && question.confirms && question.by < siblings.name) {
      claims.set(question.key, "pending");
      return null;
    }
    return { createdAt: found.createdAt ?? null };
  };
  const siblings = makeSiblings(run, answer, folder);

  const ask = async ({ key, createdAt }: Identity, confirms: boolean): Promise<Verdict> => {
    const question: Question = { key, createdAt: createdAt ?? null, confirms, by: siblings.name };
    const found = (await siblings.ask(question)()).filter(Answer.is).filter((each) => each !== null);
    if (found.some((each) => each.createdAt !== null && each.createdAt === createdAt)) return "claimed";
    return found.length === 0 ? "unclaimed" : anotherClaimed;
  };

  const claim = (key: string): boolean => {
    if (claims.has(key)) return false;
    claims.set(key, "pending");
    return true;
  };

  const release = (key: string): void => {
    if (claims.get(key) === "pending") claims.delete(key);
  };

  return {
    keep: (key) => () => void kept.add(key),

    isKept: (key) => () => kept.has(key),

    claim: (key) => () => claim(key),

    confirm:
      (key, { key: returned, createdAt }) =>
      async () => {
        const found = claims.get(key);
        if (found !== "pending") return isHeld(found);
        // LaunchDarkly may spell a key in its own way.
        if (returned !== key && !claim(returned)) return false;
        const held = { createdAt, settled: false };
        claims.set(returned, held);
        await siblings.listen();
        const verdict = await ask({ key: returned, createdAt }, true);
        const isOurs = verdict !== "claimed" && claims.get(returned) === held;
        for (const each of [returned, key]) claims.set(each, isOurs ? { createdAt, settled: true } : "pending");
        if (returned !== key && !isOurs) release(returned);
        return isOurs;
      },

    release: (key) => () => {
      release(key);
    },

    isClaimed: (group) => async () => (isHeld(claims.get(group.key)) ? "claimed" : ask(group, false)),

    remove: (key) => () => {
      kept.delete(key);
      removed.add(key);
    },

    isRemoved: (key) => () => removed.has(key),
  };
};

const isHeld = (claim: Claim | undefined): claim is Held => typeof claim === "object";

const createdAt = t.union([t.number, t.null]);

/** Of one process to another. `confirms` says that the asker wants the group for itself. */
const Question = t.type({ key: t.string, createdAt, confirms: t.boolean, by: t.string }, "Question");
type Question = Readonly<t.TypeOf<typeof Question>>;

/** Null if the asked process has no group of the key. */
const Answer = t.union([t.null, t.type({ createdAt })], "Answer");
type Answer = t.TypeOf<typeof Answer>;
