import { Metadata, status, type StatusObject } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb.js";
import { Status } from "@pulumi/pulumi/proto/status_pb.js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Failure } from "../runtime/runOnResource.js";
import { toStruct } from "./properties.js";

/** Converts a failure to a gRPC status that keeps in state the resource that exists although the operation failed. */
export const toStatus = ({ message, kept }: Failure): StatusObject => {
  const metadata = new Metadata();
  if (kept !== undefined) {
    const failed = new ErrorResourceInitFailed()
      .setId(kept.id)
      .setProperties(toStruct(kept.outputs))
      .setReasonsList([message]);
    const detail = new Any();
    detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const details = new Status().setCode(status.UNKNOWN).setMessage(message);
    details.addDetails(detail);
    metadata.add("grpc-status-details-bin", Buffer.from(details.serializeBinary()));
  }
  return { code: status.UNKNOWN, details: message, metadata };
};
