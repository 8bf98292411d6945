import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import {
  ConfigureResponse,
  GetSchemaResponse,
  InvokeResponse,
  ProviderHandshakeResponse,
  type InvokeRequest,
} from "@pulumi/pulumi/proto/provider_pb.js";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { version } from "../lib/version.js";
import { runFunction } from "../runtime/callFunction.js";
import { checkConfig, diffConfig } from "./configuration.js";
import { toResult } from "./functionResult.js";
import { toProperties, toStruct } from "./properties.js";
import { makeResourceMethods } from "./resourceMethods.js";
import { schema } from "./schema.js";
import { makeSession } from "./session.js";
import { findFunction, packageName } from "./tables.js";
import { unary, type Method } from "./unary.js";

/** Makes Pulumi's gRPC service. @param engine The engine's address, which siblings share. */
export const makeService = (engine: string | undefined): UntypedServiceImplementation => {
  let session = makeSession(engine);

  const invoke: Method<InvokeRequest, InvokeResponse> = (request) =>
    pipe(
      TE.fromEither(findFunction(request.getTok())),
      TE.flatMap((name) =>
        pipe(
          () => runFunction(name, toProperties(request.getArgs()), session.context()),
          TE.map((result) => new InvokeResponse().setReturn(toStruct(toResult(name, result)))),
        ),
      ),
    );

  return {
    handshake: unary(() => TE.right(new ProviderHandshakeResponse())),
    getPluginInfo: unary(() => TE.right(new PluginInfo().setVersion(version))),
    getSchema: unary(() => TE.right(new GetSchemaResponse().setSchema(JSON.stringify({ ...schema, version })))),
    checkConfig: unary((request) => TE.right(checkConfig(request))),
    diffConfig: unary((request) => TE.right(diffConfig(request))),
    configure: unary((request) => {
      const variables = request.getVariablesMap();
      session = makeSession(engine, (name) => variables.get(`${packageName}:config:${name}`));
      return TE.right(new ConfigureResponse().setSupportspreview(true));
    }),
    ...makeResourceMethods(() => session),
    invoke: unary(invoke),
    cancel: unary(() => TE.right(new Empty())),
  };
};
