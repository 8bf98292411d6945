import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb.js";
import type { Log } from "../runtime/context.js";

export interface EngineLog extends Log {
  /** Resolves when the engine has all messages, because it ends the plugin after the last response. */
  readonly delivered: () => Promise<unknown>;
}

/** Shows messages through the engine, which does not show the standard error of a plugin. */
export const makeEngineLog = (engine: string): EngineLog => {
  const client = new EngineClient(engine, credentials.createInsecure());
  const pending = new Set<Promise<void>>();
  const log = (severity: LogSeverity, message: string): void => {
    const sent = new Promise<void>((resolve) => {
      client.log(new LogRequest().setSeverity(severity).setMessage(message), () => {
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
