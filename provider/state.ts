import type * as pulumi from "@pulumi/pulumi";

/**
 * All that state keeps of the provider's code. Pulumi stores the text twice with every resource and later runs what it
 * finds there: read, refresh and delete use the text in the *old* outputs. So it may never change, and the module it
 * names is for ever: upgraded code then serves existing resources at once, nothing of a program or its configuration is
 * captured, and the text is the same for every compiler, platform and kind of install.
 * The engine does not await `handler`, so that it has to be `require`.
 */
export const pinned = `exports.handler=()=>require("pulumi-launchdarkly-insights/provider").insightGroup`;

/** Puts the constant in the place of what the SDK's serializer made. */
export const pin: pulumi.ResourceTransformation = ({ props, opts }) => ({
  props: { ...(props as object), __provider: pinned },
  opts,
});

/** What the serializer is given instead: the SDK serializes one object once. */
export const stub = {} as pulumi.dynamic.ResourceProvider;
