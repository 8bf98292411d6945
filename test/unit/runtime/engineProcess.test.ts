import { expect } from "chai";
import { engineAddress, isProviderProcess } from "../../../provider/runtime/engineProcess.js";

const sdk = "/app/node_modules/@pulumi/pulumi/cmd/dynamic-provider";

describe("the engine's address", () => {
  it("is found in the arguments of a provider's process", () => {
    for (const main of [sdk, `${sdk}/index`, `${sdk}/index.js`, "C:\\app\\dynamic-provider\\index.js"]) {
      expect(isProviderProcess(main)).to.equal(true);
      expect(engineAddress(["node", main, "127.0.0.1:12345"])).to.equal("127.0.0.1:12345");
      expect(engineAddress(["node", main, "--logtostderr", "-v=9", "127.0.0.1:12345"])).to.equal("127.0.0.1:12345");
      expect(engineAddress(["node", main])).to.equal(undefined);
    }
  });

  it("is not found in a process with another main module", () => {
    for (const main of [undefined, "", "/app/index.js", `${sdk}/other.js`, "/app/my-dynamic-provider.js"]) {
      expect(isProviderProcess(main)).to.equal(false);
      expect(engineAddress(["node", main ?? "", "127.0.0.1:12345"])).to.equal(undefined);
    }
  });
});
