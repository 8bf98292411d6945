import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { relative, resolve } from "node:path";
import { runInNewContext } from "node:vm";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { emptyProvider, useConstantProvider } from "../../provider/sdk/pulumiInternals.js";
import { deploymentEventConstant, insightGroupConstant } from "../../provider/state.js";

/**
 * The constant in every state that this package has written. If this test fails, undo the change: it breaks them all.
 */
const frozen = 'exports.handler=()=>require("pulumi-launchdarkly-insights/provider").insightGroup';

/** Resolves as in a program that has installed the package: through `exports` of its package.json. */
const ofAProgram = createRequire(__filename);

const pinned = (props: object, opts: pulumi.CustomResourceOptions = {}) => {
  const result = useConstantProvider(insightGroupConstant)({
    // Not used; a real resource needs an engine.
    resource: pulumi.Resource.prototype,
    type: "pulumi-nodejs:dynamic/launchdarkly:InsightGroup",
    name: "checkout",
    props,
    opts,
  });
  if (result === undefined) throw new Error("not transformed");
  return result;
};

describe("the constant in state", () => {
  it("never changes", () => {
    expect(pinned({})).to.deep.equal({ props: { __provider: frozen }, opts: {} });
  });

  it("also names a provider for deployment events", () => {
    const text = 'exports.handler=()=>require("pulumi-launchdarkly-insights/provider").deploymentEvent';
    expect(deploymentEventConstant).to.equal(text);
    const exports: { handler?: () => unknown } = {};
    runInNewContext(text, { exports, require: ofAProgram });
    expect(exports.handler?.()).to.have.property("create");
  });

  it("replaces what the SDK serialized, and changes neither the arguments nor the options", () => {
    const opts = { deleteBeforeReplace: true };
    const result = pinned({ __provider: "exports.handler = __f0;", key: "checkout" }, opts);
    expect(result.props).to.deep.equal({ __provider: frozen, key: "checkout" });
    expect(result.opts).to.equal(opts);
  });

  it("is not passed to the children of a resource, which inherit its transformations", () => {
    const transform = useConstantProvider(insightGroupConstant);
    const args = { type: "", name: "", props: { key: "checkout" }, opts: {} };
    expect(transform({ ...args, resource: pulumi.Resource.prototype })?.props).to.have.property("__provider");
    expect(transform({ ...args, resource: pulumi.ComponentResource.prototype })).to.equal(undefined);
  });

  it("contains only the code that loads this package, and no place for a secret", () => {
    expect(Buffer.byteLength(frozen)).to.be.below(100);
    expect(Object.keys(emptyProvider), "what the SDK serializes before").to.deep.equal([]);
  });

  it("names a subpath that the package exports, with and without its extension", () => {
    const built = resolve("dist/provider/provider.js");
    for (const subpath of ["provider", "provider.js"]) {
      expect(ofAProgram.resolve(`pulumi-launchdarkly-insights/${subpath}`), "run `npm run build` first").to.equal(
        built,
      );
    }
  });

  it("names a module that is in the tarball", () => {
    const { files } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly files: readonly string[] };
    const [folder] = relative(".", ofAProgram.resolve("pulumi-launchdarkly-insights/provider")).split(/[\\/]/);
    expect(files).to.include(folder);
  });

  it("provides the engine with a provider synchronously", () => {
    const exports: { handler?: () => unknown } = {};
    runInNewContext(frozen, { exports, require: ofAProgram });
    const provider = exports.handler?.();
    for (const method of ["configure", "check", "diff", "create", "read", "update", "delete"]) {
      expect(provider).to.have.property(method).that.is.a("function");
    }
  });
});
