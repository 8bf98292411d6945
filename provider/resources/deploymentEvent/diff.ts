import { sameJson } from "../../lib/json.js";
import { argumentNames, eventIdOf, type ArgumentName, type EventProperties } from "../../model/deploymentEvent.js";
import type { Difference } from "../resource.js";

/** An event cannot be changed: every change replaces the resource. */
export const diff = (olds: EventProperties, news: EventProperties): Difference<ArgumentName> => {
  const changed = argumentNames.filter((name) => !sameJson(olds[name], news[name]));
  if (changed.length === 0) return { changed, replaces: changed };
  return {
    changed,
    replaces: changed,
    note: `Deployment event "${eventIdOf(olds)}" is replaced: a new event is recorded, and the old one stays in LaunchDarkly.`,
  };
};
