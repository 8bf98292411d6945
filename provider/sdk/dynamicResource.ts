import * as pulumi from "@pulumi/pulumi";
import { importOption } from "../state.js";
import { emptyProvider, useConstantProvider } from "./pulumiInternals.js";

/** A resource of this package: state keeps a constant in place of the serialized provider. */
export abstract class DynamicResource extends pulumi.dynamic.Resource {
  /** @param props The SDK makes an output of each. The arguments come last, so that check sees all of them. */
  constructor(
    type: string,
    constant: string,
    name: string,
    props: pulumi.Inputs,
    { import: imported, ...opts }: pulumi.CustomResourceOptions,
  ) {
    super(
      emptyProvider,
      name,
      { ...props, ...(imported ? { [importOption]: imported } : {}) },
      { ...opts, transformations: [...(opts.transformations ?? []), useConstantProvider(constant)] },
      "launchdarkly",
      type,
    );
  }
}
