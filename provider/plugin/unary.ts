import { status, type handleUnaryCall } from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import * as E from "fp-ts/Either";
import type { TaskEither } from "fp-ts/TaskEither";
import type { Failure } from "../runtime/runOnResource.js";
import { toStatus } from "./grpcStatus.js";

/** Methods of Pulumi's service for plugins, in terms of their messages. */
export type Methods<Name extends keyof IResourceProviderServer> = {
  readonly [N in Name]: IResourceProviderServer[N] extends handleUnaryCall<infer Request, infer Response>
    ? (request: Request) => TaskEither<Failure, Response>
    : never;
};

export type Method = (request: never) => TaskEither<Failure, unknown>;

/** The only place where a Left becomes a gRPC error. @param before Awaited before each response. */
export const unary =
  (method: Method, before = (): Promise<unknown> => Promise.resolve()): handleUnaryCall<unknown, unknown> =>
  ({ request }, callback) => {
    const respond = async (): Promise<void> => {
      // gRPC has decoded the request of this method.
      const result = await method(request as never)();
      await before();
      if (E.isRight(result)) callback(null, result.right);
      else callback(toStatus(result.left));
    };
    respond().catch((defect: unknown) => {
      callback({ code: status.INTERNAL, details: String(defect) });
    });
  };
