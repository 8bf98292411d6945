import { expect } from "chai";
import { schema } from "../../../provider/plugin/schema.js";
import { makeSchema } from "../../../scripts/schema/makeSchema.js";

describe("the schema of the plugin", () => {
  it("matches the declarations in TypeScript: if not, run `npm run schema`", function () {
    this.timeout(60_000);
    expect(schema).to.deep.equal(JSON.parse(JSON.stringify(makeSchema())));
  });
});
