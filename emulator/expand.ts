import type { StoredGroup } from "./account.js";
import { environment } from "./environment.js";
import { periods } from "./periods.js";
import { wrong } from "./query.js";
import { scoresOf } from "./scores.js";

export type Expansion = "scores" | "environment" | "metadata";

/** The `expand` parameter: one comma-separated string of what the endpoint knows. */
export const expansions = (query: ReadonlyMap<string, string>, known: readonly Expansion[]): ReadonlySet<Expansion> => {
  const named = query.get("expand")?.split(",") ?? [];
  return new Set(named.map((name) => expansion(name, known)));
};

/** A group as it is answered. */
export const expanded = (group: StoredGroup, expand: ReadonlySet<Expansion>, now: number): object => ({
  ...group,
  ...(expand.has("environment") ? { environment: environment(group.projectKey, group.environmentKey) } : {}),
  ...(expand.has("scores") ? { scores: scoresOf(group), scoreMetadata: periods(now) } : {}),
});

const expansion = (name: string, known: readonly Expansion[]): Expansion => {
  const found = known.find((each) => each === name);
  if (found === undefined) throw wrong("expand", `must be a comma-separated list of ${known.join(", ")}`);
  return found;
};
