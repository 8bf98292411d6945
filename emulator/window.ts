import { commaList, moment, optional, text } from "./fields.js";

/** The parameters of what is measured in a project, an environment and some applications. */
export const placeFields = { projectKey: text, environmentKey: text, applicationKey: commaList };

/** The parameters of a window of time. */
export const windowFields = { from: optional(moment), to: optional(moment) };

export interface TimeWindow {
  /** Epoch milliseconds, both included. */
  readonly from: number;
  readonly to: number;
}

export const dayMs = 86_400_000;

/** The window that was asked for, or the last seven days. */
export const windowOf = (
  { from, to }: { readonly from: number | undefined; readonly to: number | undefined },
  now: number,
): TimeWindow => ({ from: from ?? now - 7 * dayMs, to: to ?? now });

export const isWithin = ({ from, to }: TimeWindow, time: number): boolean => from <= time && time <= to;

interface Place {
  readonly projectKey: string | undefined;
  readonly environmentKey: string | undefined;
  readonly applicationKey: readonly string[] | undefined;
}

/** Whether something is in the project, the environment and the applications that were asked for, if any. */
export const isIn =
  ({ projectKey, environmentKey, applicationKey }: Place) =>
  (item: {
    readonly projectKey: string;
    readonly environmentKey?: string;
    readonly applicationKeys?: readonly string[];
    readonly applicationKey?: string;
  }): boolean =>
    (projectKey === undefined || item.projectKey === projectKey) &&
    (environmentKey === undefined || item.environmentKey === undefined || item.environmentKey === environmentKey) &&
    (applicationKey?.some((key) => key === item.applicationKey || item.applicationKeys?.includes(key)) ?? true);
