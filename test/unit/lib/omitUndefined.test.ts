import { expect } from "chai";
import fc from "fast-check";
import { omitUndefined } from "../../../provider/lib/omitUndefined.js";

describe("omitUndefined", () => {
  it("keeps every value that is not undefined", () => {
    const list = ["web"];
    const found = omitUndefined({ name: "", createdAt: 0, debug: false, none: null, list, applicationKeys: undefined });
    expect(found).to.deep.equal({ name: "", createdAt: 0, debug: false, none: null, list });
    expect(found["list"]).to.equal(list);
  });

  it("does not change the JSON of an object", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.option(fc.jsonValue(), { nil: undefined })), (properties) => {
        const found = omitUndefined(properties);
        expect(Object.values(found)).not.to.include(undefined);
        expect(JSON.stringify(found)).to.equal(JSON.stringify(properties));
      }),
    );
  });
});
