import type * as pulumi from "@pulumi/pulumi";
import { insightGroupConstant } from "../state.js";

/** Puts the constant in the place of what the SDK's serializer made. */
export const pin: pulumi.ResourceTransformation = ({ props, opts }) => ({
  props: { ...(props as object), __provider: insightGroupConstant },
  opts,
});

/** What the serializer is given instead: the SDK serializes one object once. */
export const stub = {} as pulumi.dynamic.ResourceProvider;
