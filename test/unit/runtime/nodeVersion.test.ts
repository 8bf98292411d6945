import { expect } from "chai";
import { isOldNode } from "../../../provider/runtime/nodeVersion.js";

describe("a version of Node", () => {
  it("is too old below 22.12, whatever its single parts are", () => {
    for (const version of ["18.20.8", "20.99.0", "21.13.0", "22.11.9", "9.99.99"]) {
      expect(isOldNode(version), version).to.equal(true);
    }
  });

  it("is new enough from 22.12 on, including prereleases", () => {
    for (const version of ["22.12.0", "22.21.1", "23.0.0", "24.9.0", "100.0.0", "25.0.0-nightly2025"]) {
      expect(isOldNode(version), version).to.equal(false);
    }
  });
});
