import * as t from "io-ts";
import { exactObject } from "../lib/exactObject.js";
import { listOf, Numeric } from "../lib/lenientCodecs.js";
import { collectionOf, type Collection } from "./collection.js";
import type { OpenUnion } from "./openUnion.js";

/** The member who caused an event. */
export interface FlagEventMember {
  readonly id: string;
  /** With `includeMembers` only. */
  readonly email?: string | undefined;
  /** With `includeMembers` only. */
  readonly firstName?: string | undefined;
  /** With `includeMembers` only. */
  readonly lastName?: string | undefined;
}
const FlagEventMember: t.Type<FlagEventMember, unknown> = exactObject(
  "FlagEventMember",
  { id: t.string },
  { email: t.string, firstName: t.string, lastName: t.string },
);

/** The evaluations of a variation around an event. */
export interface VariationEvaluations {
  /** The value of the variation: any JSON. */
  readonly value?: unknown;
  /** The number of evaluations in the ten minutes before the event. */
  readonly before?: number | undefined;
  /** The number of evaluations in the ten minutes after the event. */
  readonly after?: number | undefined;
}
const VariationEvaluations: t.Type<VariationEvaluations, unknown> = exactObject(
  "VariationEvaluations",
  {},
  { value: t.unknown, before: Numeric, after: Numeric },
);

/** The share of evaluations that an event changed. */
export interface FlagEventImpact {
  /** `none` (0 %), `small` (below 20 %), `medium` (20 to 80 %) or `large` (above 80 %). */
  readonly size?: OpenUnion<"none" | "small" | "medium" | "large"> | undefined;
  readonly percentage?: number | undefined;
  readonly reason?: OpenUnion<"evaluations" | "global" | "waiting"> | undefined;
  readonly evaluationsSummary?: { readonly variations: readonly VariationEvaluations[] } | undefined;
}
const FlagEventImpact: t.Type<FlagEventImpact, unknown> = exactObject(
  "FlagEventImpact",
  {},
  {
    size: t.string,
    percentage: Numeric,
    reason: t.string,
    evaluationsSummary: exactObject("EvaluationsSummary", { variations: listOf(VariationEvaluations) }, {}),
  },
);

/** An experiment that an event belongs to. */
export interface FlagEventExperiment {
  readonly key: string;
  readonly name?: string | undefined;
  readonly iteration?: ExperimentIteration | undefined;
}
export interface ExperimentIteration {
  readonly id: string;
  readonly status?: OpenUnion<"running" | "stopped"> | undefined;
  /** Epoch milliseconds. */
  readonly startedAt?: number | undefined;
  /** Epoch milliseconds; absent while the iteration runs. */
  readonly endedAt?: number | undefined;
}
const FlagEventExperiment: t.Type<FlagEventExperiment, unknown> = exactObject(
  "FlagEventExperiment",
  { key: t.string },
  {
    name: t.string,
    iteration: exactObject(
      "ExperimentIteration",
      { id: t.string },
      { status: t.string, startedAt: Numeric, endedAt: Numeric },
    ),
  },
);

/** A change of a flag. */
export interface FlagEvent {
  readonly id: string;
  readonly projectKey: string;
  readonly projectId?: string | undefined;
  readonly environmentKey?: string | undefined;
  readonly environmentId?: string | undefined;
  readonly flagKey: string;
  /** Such as `enabled_targeting`; LaunchDarkly documents no list of types. */
  readonly eventType: string;
  /** Epoch milliseconds. */
  readonly eventTime: number;
  /** With `includeMembers` only: it may name a member. */
  readonly description?: string | undefined;
  readonly auditLogEntryId?: string | undefined;
  /** Undefined if LaunchDarkly returns no member. */
  readonly member?: FlagEventMember | undefined;
  readonly actions?: readonly string[] | undefined;
  readonly impact?: FlagEventImpact | undefined;
  /** With `expandExperiments` only. */
  readonly experiments?: Collection<FlagEventExperiment> | undefined;
}
const flagEvent = (personal: t.Props): t.Type<FlagEvent, unknown> =>
  exactObject(
    "FlagEvent",
    { id: t.string, projectKey: t.string, flagKey: t.string, eventType: t.string, eventTime: Numeric },
    {
      projectId: t.string,
      environmentKey: t.string,
      environmentId: t.string,
      auditLogEntryId: t.string,
      actions: t.readonlyArray(t.string),
      impact: FlagEventImpact,
      experiments: collectionOf(FlagEventExperiment),
      ...personal,
    },
  );

export const FlagEvent = flagEvent({ member: FlagEventMember, description: t.string });

/** Omits names, e-mail addresses, and the description, which may contain them. */
export const AnonymousFlagEvent = flagEvent({ member: exactObject("FlagEventMember", { id: t.string }, {}) });
