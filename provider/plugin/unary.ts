import { status, type handleUnaryCall } from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import * as E from "fp-ts/Either";
import type { TaskEither } from "fp-ts/TaskEither";
import type { Failure } from "../runtime/runOnResource.js";
import { toStatus } from "./failure.js";

/** Methods of Pulumi's service for plugins, in terms of their messages. */
export type Methods<Name extends keyof IResourceProviderServer> = {
  readonly [N in Name]: IResourceProviderServer[N] extends handleUnaryCall<infer Request, infer Response>
    ? (request: Request) => TaskEither<Failure, Response>
    : never;
};

export type Method = (request: never) => TaskEither<Failure, unknown>;

/** The only place where a Left becomes an error of gRPC. */
export const unary =
  (method: Method): handleUnaryCall<unknown, unknown> =>
  ({ request }, callback) => {
    // gRPC has decoded the request of this method.
    method(request as never)().then(
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
