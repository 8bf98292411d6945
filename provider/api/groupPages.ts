import * as E from "fp-ts/Either";
import { listGroups } from "./insightGroups.js";
import type { HttpContext } from "../http/send.js";
import { makeOperationDeadline } from "../http/operationDeadline.js";
import { listIncomplete, hasStatus, type ApiError } from "../errors/apiError.js";
import { followingOffsets, pageSize } from "./groupPage.js";
import type { InsightGroup } from "../model/insightGroup.js";
import { classifyFailure } from "../http/retryPolicy.js";

/** The pages of LaunchDarkly's list of groups. At first one is unknown: it tells how many groups there are. */
export interface GroupPages {
  /** The group of exactly this key. Undefined says nothing: it may be on a page that is unknown, or have moved. */
  readonly group: (key: string) => InsightGroup | undefined;
  /** How many pages are still to be fetched; none where the list is given up. */
  readonly unknown: () => number;
  /** Whether the list has answered as LaunchDarkly's does, so that a 404 to a group means that it is gone. */
  readonly proof: () => Proof;
  /** All of them at once. */
  readonly fetch: (env: HttpContext) => Promise<Fetched>;
}

/** An error where the list says that a 404 proves nothing, or where it is given up. */
export type Proof = "unknown" | "sound" | ApiError;

export interface Fetched {
  readonly complete: boolean;
  /** The longest that a page took, in milliseconds, waiting for limits not counted. */
  readonly spent: number;
}

/** What may go wrong before only GETs are sent. A refusal, as for want of permission, is enough at once. */
const mostFailures = 3;
/** Of the time that a read has left: it may wait for the first page and for the rest, and then a GET needs time, too. */
const share = 1 / 3;

export const makeGroupPages = (): GroupPages => {
  const groups = new Map<string, InsightGroup>();
  let unknown: readonly number[] = [0];
  let failures = 0;
  let proof: Proof = "unknown";
  return {
    group: (key) => groups.get(key),
    unknown: () => unknown.length,
    proof: () => proof,
    fetch: async (env) => {
      const fetched = await Promise.all(unknown.map((offset) => page(offset, env)));
      const errors: ApiError[] = [];
      const next: number[] = [];
      for (const { offset, result } of fetched) {
        if (E.isRight(result)) {
          const { items = [], totalCount } = result.right;
          for (const group of items) if (group !== undefined) groups.set(group.key, group);
          if (offset === 0) next.push(...followingOffsets(totalCount));
          const due = Math.min(pageSize, totalCount - offset);
          if (items.length < due) proof = listIncomplete(due, items.length);
          else if (proof === "unknown") proof = "sound";
        } else {
          errors.push(result.left);
          next.push(offset);
          if (hasStatus(result.left, 404)) proof = result.left;
        }
      }
      failures += errors.length > 0 ? 1 : 0;
      const isGivenUp = failures === mostFailures || errors.some((error) => classifyFailure(error) === "final");
      unknown = isGivenUp ? [] : next;
      if (isGivenUp && proof === "unknown") proof = errors[0] ?? proof;
      return { complete: errors.length === 0, spent: Math.max(...fetched.map(({ spent }) => spent)) };
    },
  };
};

const page = async (offset: number, env: HttpContext) => {
  const spending = makeOperationDeadline(env.clock, env.deadline.remaining() * share);
  const result = await listGroups(offset)({ ...env, deadline: spending })();
  return { offset, result, spent: spending.elapsed() };
};
