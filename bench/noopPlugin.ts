#!/usr/bin/env node
/** A plugin that does nothing, to measure the engine's own cost. */
import { Server, ServerCredentials, type handleUnaryCall } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import { ResourceProviderService, type IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import {
  CheckResponse,
  ConfigureResponse,
  CreateResponse,
  DiffResponse,
  ReadResponse,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

type Name = "getPluginInfo" | "checkConfig" | "configure" | "check" | "diff" | "create" | "read" | "update" | "delete";
type Methods = {
  readonly [N in Name]: IResourceProviderServer[N] extends handleUnaryCall<infer Request, infer Response>
    ? (request: Request) => Response
    : never;
};

const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;

const methods: Methods = {
  getPluginInfo: () => new PluginInfo().setVersion("0.0.1"),
  checkConfig: (request) => new CheckResponse().setInputs(request.getNews()),
  configure: () => new ConfigureResponse().setSupportspreview(true),
  check: (request) => new CheckResponse().setInputs(request.getNews()),
  diff: (request) => {
    const isSame = String(request.getOldInputs()) === String(request.getNews());
    return new DiffResponse().setChanges(isSame ? DIFF_NONE : DIFF_SOME);
  },
  create: (request) => {
    const inputs = request.getProperties();
    const key = inputs?.getFieldsMap().get("key")?.getStringValue() ?? "";
    return new CreateResponse().setId(key).setProperties(inputs);
  },
  read: (request) =>
    new ReadResponse().setId(request.getId()).setProperties(request.getProperties()).setInputs(request.getInputs()),
  update: (request) => new UpdateResponse().setProperties(request.getNews()),
  delete: () => new Empty(),
};

const handlers = Object.entries(methods).map(([name, method]) => {
  const handler: handleUnaryCall<unknown, unknown> = ({ request }, callback) => {
    // gRPC has decoded the request of this method.
    callback(null, method(request as never));
  };
  return [name, handler] as const;
});

const server = new Server();
server.addService(ResourceProviderService, Object.fromEntries(handlers));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${String(port)}\n`);
});
