import { Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb.js";
import { expect } from "chai";
import { once } from "node:events";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { createServer, type AddressInfo } from "node:net";
import { promisify } from "node:util";
import { makeEngineLog } from "../../../provider/plugin/engineLog.js";

describe("the log of the engine", () => {
  it("receives messages although https_proxy is set, which gRPC would use even for loopback", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo; // not a pipe
    const messages: string[] = [];
    const engine = new Server();
    engine.addService(EngineService, {
      log: ({ request }: ServerUnaryCall<LogRequest, Empty>, callback: sendUnaryData<Empty>) => {
        messages.push(request.getMessage());
        callback(null, new Empty());
      },
    });
    const bound = await promisify(engine.bindAsync.bind(engine))("127.0.0.1:0", ServerCredentials.createInsecure());
    const before = process.env["https_proxy"];
    try {
      process.env["https_proxy"] = `http://127.0.0.1:${String(port)}`;
      const { warn, delivered } = makeEngineLog(`127.0.0.1:${String(bound)}`);
      warn("A warning");
      await delivered();
      expect(messages).to.deep.equal(["A warning"]);
    } finally {
      if (before === undefined) Reflect.deleteProperty(process.env, "https_proxy");
      else process.env["https_proxy"] = before;
      engine.forceShutdown();
      silent.close();
    }
  });
});
