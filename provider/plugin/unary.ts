import { status, type handleUnaryCall } from "@grpc/grpc-js";
import * as E from "fp-ts/Either";
import type { TaskEither } from "fp-ts/TaskEither";
import type { Failure } from "../runtime/runOnResource.js";
import { toStatus } from "./failure.js";

/** A method of the plugin, in terms of its messages. */
export type Method<Request, Response> = (request: Request) => TaskEither<Failure, Response>;

/** The only place where a Left becomes an error of gRPC. */
export const unary =
  <Request, Response>(method: Method<Request, Response>): handleUnaryCall<Request, Response> =>
  ({ request }, callback) => {
    method(request)().then(
      E.match(
        (failure) => {
          callback(toStatus(failure));
        },
        (response) => {
          callback(null, response);
        },
      ),
      (defect: unknown) => {
        callback({ code: status.INTERNAL, details: String(defect) });
      },
    );
  };
