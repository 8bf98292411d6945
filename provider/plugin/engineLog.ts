import { credentials, Metadata } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb.js";
import type { Log } from "../runtime/context.js";

export interface EngineLog extends Log {
  /** Resolves when the engine has all messages, because it ends the plugin after the last response. */
  readonly delivered: () => Promise<unknown>;
}

/** A response waits no longer for the delivery of messages. */
const longestDeliveryMs = 5_000;

/** Shows messages through the engine, which does not show the standard error of a plugin. */
export const makeEngineLog = (engine: string): EngineLog => {
  // The engine is on loopback; gRPC would send even that to the proxy of `https_proxy`.
  const client = new EngineClient(engine, credentials.createInsecure(), { "grpc.enable_http_proxy": 0 });
  const pending = new Set<Promise<void>>();
  const log = (severity: LogSeverity, message: string): void => {
    const sent = new Promise<void>((resolve) => {
      const options = { deadline: Date.now() + longestDeliveryMs };
      client.log(new LogRequest().setSeverity(severity).setMessage(message), new Metadata(), options, () => {
        pending.delete(sent);
        resolve();
      });
    });
    pending.add(sent);
  };
  return {
    warn: (message) => {
      log(LogSeverity.WARNING, message);
    },
    info: (message) => {
      log(LogSeverity.INFO, message);
    },
    delivered: () => Promise.all(pending),
  };
};
