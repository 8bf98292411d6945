import { expect } from "chai";
import fc from "fast-check";
import { omitUndefined } from "../../../provider/lib/omitUndefined.js";

describe("plain properties", () => {
  it("are those that are not undefined, as they are", () => {
    const list = ["web"];
    const found = omitUndefined({ name: "", createdAt: 0, debug: false, none: null, list, applicationKeys: undefined });
    expect(found).to.deep.equal({ name: "", createdAt: 0, debug: false, none: null, list });
    expect(found["list"]).to.equal(list);
  });

  it("say the same in JSON as the properties themselves", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.option(fc.jsonValue(), { nil: undefined })), (properties) => {
        const found = omitUndefined(properties);
        expect(Object.values(found)).not.to.include(undefined);
        expect(JSON.stringify(found)).to.equal(JSON.stringify(properties));
      }),
    );
  });
});
