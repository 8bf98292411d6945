import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../resources/resource.js";

/** Reads what the engine passes. The engine keeps track of secrets itself: it passes none to a plugin that accepts none. */
export const toProperties = (struct: Struct | undefined): Properties => struct?.toJavaScript() ?? {};

/** JSON drops the undefined values, which a Struct cannot have. */
export const toStruct = (properties: object): Struct =>
  Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)) as Parameters<typeof Struct.fromJavaScript>[0]);
