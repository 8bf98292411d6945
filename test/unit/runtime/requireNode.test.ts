import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { expect } from "chai";

const built = resolve(__dirname, "../../../dist/provider/provider.js");

/** Returns the output of a load if this Node reports the version. */
const loadedBy = (version: string): string => {
  const program = `
    Object.defineProperty(process.versions, "node", { value: "${version}" });
    try { console.log(typeof require(${JSON.stringify(built)}).insightGroup); } catch (error) { console.log(error.stack); }
  `;
  return execFileSync(process.execPath, ["-e", program], { encoding: "utf8" }).trim();
};

describe("the provider", () => {
  for (const version of ["18.20.0", "20.20.2", "22.11.0"]) {
    it(`refuses Node ${version} in one line, because it is older than 22.12`, () => {
      expect(loadedBy(version)).to.equal(`pulumi-launchdarkly-insights needs Node 22.12 or newer; this is ${version}`);
    });
  }

  for (const version of ["22.12.0", "23.0.0", "24.1.0"]) {
    it(`loads with Node ${version}`, () => {
      expect(loadedBy(version)).to.equal("object");
    });
  }
});
