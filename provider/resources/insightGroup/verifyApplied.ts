import * as E from "fp-ts/Either";
import { differences } from "./diff.js";
import { unlike, type ApiError } from "../../errors/apiError.js";
import type { InsightGroup, Inputs } from "../../model/insightGroup.js";
import type { Operation } from "./patch.js";

/** LaunchDarkly may accept a request and do something else: what it returns is compared with what was asked. */
export const asAsked =
  (asked: Inputs, sent: readonly Operation[] = []) =>
  (group: InsightGroup): E.Either<ApiError, InsightGroup> => {
    const unmet = differences(group, asked);
    return unmet.length === 0 ? E.right(group) : E.left(unlike(group, unmet, sent));
  };
