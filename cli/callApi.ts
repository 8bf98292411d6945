import * as E from "fp-ts/Either";
import type { Operation } from "../provider/errors/describeOperation.js";
import type { ResourceApi } from "../provider/resources/resourceContext.js";
import { makeLazyContext } from "../provider/runtime/context.js";
import { runOperation } from "../provider/runtime/runOperation.js";
import { showProgress } from "./progress.js";

/** Runs an operation in the account of the environment variables; rejects with its message if it fails. */
export const callApi = async <A>(operation: Omit<Operation, "by">, program: ResourceApi<A>): Promise<A> => {
  if ((process.env["LAUNCHDARKLY_ACCESS_TOKEN"] ?? "") === "") throw new Error(missingToken);
  showProgress("asking LaunchDarkly");
  // Stack config is not available to a command.
  const context = makeLazyContext(() => undefined)();
  const result = await runOperation({ ...operation, by: "command" }, program, context);
  showProgress("");
  if (E.isLeft(result)) throw new Error(result.left.message);
  return result.right;
};

const missingToken =
  "there is no LaunchDarkly access token in the environment variable LAUNCHDARKLY_ACCESS_TOKEN. Pass the token in stack config " +
  'with LAUNCHDARKLY_ACCESS_TOKEN="$(pulumi config get launchdarkly:accessToken)"';
