import * as E from "fp-ts/Either";
import { apiErrorResponse, unexpectedResponse, type ApiError } from "../errors/apiError.js";
import { ErrorBody } from "../model/errorBody.js";
import type { HttpResponse } from "./client.js";

export interface Success {
  /** Undefined if there is no body. */
  readonly json: unknown;
  readonly status: number;
  /** Time of the response by LaunchDarkly's clock, in epoch milliseconds. */
  readonly date: number | undefined;
}

/** Returns the success, LaunchDarkly's error, or the response of an intermediary, such as a proxy, as an error. */
export const readResponse = ({ status, headers, body }: HttpResponse): E.Either<ApiError, Success> => {
  const parsed = parseJson(body);
  if (status >= 200 && status < 300 && E.isRight(parsed)) {
    const date = Date.parse(String(headers["date"]));
    return E.right({ status, json: parsed.right, date: Number.isNaN(date) ? undefined : date });
  }
  const error = ErrorBody.decode(E.toUnion(parsed));
  return E.left(
    E.isRight(error)
      ? apiErrorResponse(status, error.right)
      : unexpectedResponse(status, String(headers["content-type"] ?? "no content type")),
  );
};

const parseJson = (body: string): E.Either<unknown, unknown> =>
  body === ""
    ? E.right(undefined)
    : E.tryCatch(
        () => JSON.parse(body) as unknown,
        () => undefined,
      );
