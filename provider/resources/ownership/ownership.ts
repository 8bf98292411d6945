import type { IO } from "fp-ts/IO";
import type { Task } from "fp-ts/Task";
import * as t from "io-ts";
import { makeSiblings, Silence } from "./siblingProcesses.js";

export interface Identity {
  /** The key of a group, or the id of another resource. */
  readonly key: string;
  /**
   * Distinguishes what has the same key in another account or was created again: the time at which a group was created.
   * Undefined if LaunchDarkly's reply could not be read.
   */
  readonly instance?: number | string | undefined;
}

/** Whether a resource of this run has claimed a group, in any process. */
export type Verdict = "claimed" | "unclaimed" | typeof anotherClaimed | Silence;

/** Another process has claimed a group with this key, which may or may not be this group. */
export const anotherClaimed = "another claimed";

/** The place of an operation in the queue for a key. */
export interface Turn {
  /** Resolves when all earlier operations have ended. */
  readonly previous: Promise<unknown>;
  readonly end: () => void;
}

/** Tracks which groups belong to resources of this run: no two share a group, and none is deleted under an old name. */
export interface Ownership {
  /**
   * Records that a resource in the stack is still declared, so that no other resource adopts or imports its group, or deletes it
   * under an old name that a failed run left in the stack. False if a replacement of another resource deletes the group.
   */
  readonly declare: (key: string) => IO<boolean>;
  /**
   * Records that the group of a resource in the stack is about to be deleted, because the resource is replaced. False if
   * another resource, which is still declared, has the group under another name.
   */
  readonly expectReplacement: (key: string) => IO<boolean>;
  /** Records that a resource will be created, perhaps to replace a declared one: then the old group is deleted first. */
  readonly expectCreate: (key: string) => IO<void>;
  readonly isDeclared: (key: string) => IO<boolean>;
  /** Reserves a key before its group is created or imported. False if another resource has it. */
  readonly claim: (key: string) => IO<boolean>;
  /**
   * Confirms a claim on an existing group. False if another resource has the group.
   * @param isNew Whether this process has just created the group, so that no other can have it.
   */
  readonly confirm: (key: string, group: Identity, isNew: boolean) => Task<boolean | Silence>;
  /** Gives up a claim that was not confirmed. */
  readonly release: (key: string) => IO<void>;
  /** Whether a claim on the group was confirmed, or a resource in the stack keeps it. */
  readonly isClaimed: (group: Identity) => Task<Verdict>;
  /** Queues an operation that creates or deletes the group with this key, in any spelling, in this process. */
  readonly takeTurn: (key: string) => IO<Turn>;
  /** Records that the group of a resource is deleted, as in a replacement. */
  readonly markDeleted: (key: string) => IO<void>;
  readonly isDeleted: (key: string) => IO<boolean>;
}

interface Confirmed {
  readonly instance: Identity["instance"];
  /** False while the siblings are asked. */
  readonly isSettled: boolean;
}

/**
 * The engine starts a process for each explicit provider. The process that deletes a resource may not be the process in
 * which another resource has just adopted the same group, so each process answers the questions of its siblings.
 *
 * @param engine The engine's address; undefined if there are no siblings.
 * @param folder See `makeSiblings`.
 */
export const makeOwnership = (engine: string | undefined, folder?: string): Ownership => {
  const claims = new Map<string, "pending" | Confirmed>();
  const declared = new Set<string>();
  /** What is declared and not about to be replaced. */
  const kept = new Set<string>();
  const replaced = new Set<string>();
  const deleted = new Set<string>();
  const turns = new Map<string, Promise<unknown>>();

  const confirmed = (key: string): Confirmed | undefined => {
    const claim = claims.get(key);
    return claim === "pending" ? undefined : claim;
  };

  const answer = (question: unknown): Answer => {
    const claim = Question.is(question) ? confirmed(question.key) : undefined;
    if (!Question.is(question) || claim === undefined) return null;
    // If two processes confirm the same group and ask each other, the process whose name sorts first keeps it.
    const isContested = question.isConfirming && !claim.isSettled && claim.instance === question.instance;
    if (!isContested || question.asker > siblings.name) return { instance: claim.instance ?? null };
    claims.set(question.key, "pending");
    return null;
  };
  const siblings = makeSiblings(engine, answer, folder);

  const ask = async ({ key, instance }: Identity, isConfirming: boolean): Promise<Verdict> => {
    const question: Question = { key, instance: instance ?? null, isConfirming, asker: siblings.name };
    const all = await siblings.ask(question)();
    const answers = all.filter(Answer.is).filter((each) => each !== null);
    if (instance !== undefined && answers.some((each) => each.instance === instance)) return "claimed";
    const silence = all.find((each) => each instanceof Silence);
    if (silence !== undefined) return silence;
    return answers.length === 0 ? "unclaimed" : anotherClaimed;
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
    declare: (key) => () => {
      declared.add(key);
      kept.add(key);
      return !replaced.has(key);
    },
    expectReplacement: (key) => () => {
      replaced.add(key);
      return !kept.has(key);
    },
    expectCreate: (key) => () => void kept.delete(key),
    isDeclared: (key) => () => declared.has(key),

    claim: (key) => () => claim(key),

    confirm:
      (asked, { key, instance }, isNew) =>
      async () => {
        if (claims.get(asked) !== "pending") return claims.has(asked);
        // LaunchDarkly may return the key in another spelling.
        if (key !== asked && !claim(key)) return false;
        const unsettled = { instance, isSettled: false };
        claims.set(key, unsettled);
        await siblings.listen();
        const verdict = await ask({ key, instance }, true);
        const silence = verdict instanceof Silence && !isNew ? verdict : undefined;
        const isOurs = silence === undefined && verdict !== "claimed" && claims.get(key) === unsettled;
        for (const each of [key, asked]) claims.set(each, isOurs ? { instance, isSettled: true } : "pending");
        if (key !== asked) release(key);
        return silence ?? isOurs;
      },

    release: (key) => () => {
      release(key);
    },

    isClaimed: (group) => async () => (confirmed(group.key) || kept.has(group.key) ? "claimed" : ask(group, false)),

    takeTurn: (asked) => () => {
      const key = asked.toLowerCase();
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const previous = turns.get(key) ?? Promise.resolve();
      // Every earlier operation ends before this one.
      turns.set(key, promise);
      return {
        previous,
        end: () => {
          resolve(undefined);
        },
      };
    },

    markDeleted: (key) => () => {
      declared.delete(key);
      kept.delete(key);
      deleted.add(key);
    },
    isDeleted: (key) => () => deleted.has(key),
  };
};

const instance = t.union([t.number, t.string, t.null]);

/** From one process to another. */
const Question = t.type({ key: t.string, instance, isConfirming: t.boolean, asker: t.string }, "Question");
type Question = Readonly<t.TypeOf<typeof Question>>;

/** Null if the process has no group with the key. */
const Answer = t.union([t.null, t.type({ instance })], "Answer");
type Answer = t.TypeOf<typeof Answer>;
