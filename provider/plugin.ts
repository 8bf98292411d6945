#!/usr/bin/env node
/** The executable `pulumi-resource-launchdarkly-insights`, which the engine starts for programs in every language. */
import "./plugin/requireNode.js";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { makeMethods } from "./plugin/service.js";
import { makeEngineLog } from "./plugin/engineLog.js";
import { exitWithEngine } from "./plugin/exitWithEngine.js";
import { unary, type Method } from "./plugin/unary.js";
import { makeCancellation } from "./runtime/cancellation.js";
import { standardError } from "./runtime/context.js";

// The engine may pass options for logs before its address.
const engine = process.argv.slice(2).at(-1);

exitWithEngine(engine);

// The engine's own limit: a request contains the old and the new properties of a resource.
const server = new Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
const engineLog = engine === undefined ? undefined : makeEngineLog(engine);
const log = engineLog ?? standardError;
const methods: Readonly<Record<string, Method>> = makeMethods({ engine, cancellation: makeCancellation(), log });
const handlers = Object.entries(methods).map(([name, method]) => [name, unary(method, engineLog?.delivered)] as const);
server.addService(ResourceProviderService, Object.fromEntries(handlers));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  // The engine reads the port from the first line.
  process.stdout.write(`${String(port)}\n`);
});
