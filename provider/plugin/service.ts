import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import {
  ConfigureResponse,
  GetSchemaResponse,
  InvokeResponse,
  ProviderHandshakeResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { version } from "../lib/version.js";
import { runFunction } from "../runtime/callFunction.js";
import { checkConfig, diffConfig } from "./configuration.js";
import { toResult } from "./functionResult.js";
import { toProperties, toStruct } from "./properties.js";
import { makeResourceMethods } from "./resourceMethods.js";
import { schema } from "./schema.js";
import { makeSession, type PluginProcess } from "./session.js";
import { findFunction, packageName } from "./tokens.js";
import type { Methods } from "./unary.js";

type General =
  "handshake" | "getPluginInfo" | "getSchema" | "checkConfig" | "diffConfig" | "configure" | "invoke" | "cancel";

export const makeMethods = (plugin: PluginProcess) => {
  let session = makeSession(plugin);

  const general: Methods<General> = {
    // The plugin accepts no secrets, so the engine itself tracks which outputs come from secrets.
    handshake: () => TE.right(new ProviderHandshakeResponse()),
    getPluginInfo: () => TE.right(new PluginInfo().setVersion(version)),
    getSchema: () => TE.right(new GetSchemaResponse().setSchema(JSON.stringify({ ...schema, version }))),
    checkConfig: (request) => TE.right(checkConfig(request)),
    diffConfig: (request) => TE.right(diffConfig(request)),

    configure: (request) => {
      const variables = request.getVariablesMap();
      session = makeSession(plugin, (name) => variables.get(`${packageName}:config:${name}`));
      return TE.right(new ConfigureResponse().setSupportspreview(true));
    },

    invoke: (request) =>
      pipe(
        TE.fromEither(findFunction(request.getTok())),
        TE.flatMap((name) =>
          pipe(
            () => runFunction(name, toProperties(request.getArgs()), session.context()),
            TE.map((result) => new InvokeResponse().setReturn(toStruct(toResult(name, result)))),
          ),
        ),
      ),

    cancel: () => {
      plugin.cancellation.cancel();
      return TE.right(new Empty());
    },
  };
  return { ...general, ...makeResourceMethods(() => session) };
};
