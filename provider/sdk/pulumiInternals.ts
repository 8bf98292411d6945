/** All uses of Pulumi's undocumented internals. Checked against @pulumi/pulumi 3.216 to 3.270. */
import * as pulumi from "@pulumi/pulumi";

/**
 * Replaces `__provider`, the serialized provider that the SDK writes to state, with a constant. Children inherit the
 * transformation, so it changes only the first resource that it sees: its own.
 */
export const useConstantProvider = (constant: string): pulumi.ResourceTransformation => {
  let own: pulumi.Resource | undefined;
  return ({ resource, props, opts }) => {
    own ??= resource;
    return resource === own ? { props: { ...(props as object), __provider: constant }, opts } : undefined;
  };
};

/** Serialized in place of a provider: once, because the SDK caches the text by object. */
export const emptyProvider = {} as pulumi.dynamic.ResourceProvider;

/**
 * Waits for the resources behind an output, as Pulumi's own functions do. The result is unknown in a preview that creates
 * one of them, even if the output is known: the object that a function reads may not exist yet.
 */
export const idsBehind = (
  output: pulumi.Output<unknown>,
  dependsOn: readonly pulumi.Resource[],
): pulumi.Output<unknown> => {
  const { allResources } = output as unknown as { readonly allResources: () => Promise<ReadonlySet<pulumi.Resource>> };
  return pulumi.output(allResources().then((resources) => idsOf([...resources, ...dependsOn])));
};

/** A component exists when all its children exist, which it may create after its constructor. */
const idsOf = async (resources: Iterable<pulumi.Resource>): Promise<readonly pulumi.Output<pulumi.ID>[]> => {
  const ids = [...resources].map(async (resource) => {
    if (pulumi.CustomResource.isInstance(resource)) return [resource.id];
    const component = resource as { readonly __data?: unknown; readonly __childResources?: Iterable<pulumi.Resource> };
    await component.__data;
    return idsOf(component.__childResources ?? []);
  });
  return (await Promise.all(ids)).flat();
};
