import { expect } from "chai";
import * as E from "fp-ts/Either";
import { ErrorBody } from "../../../provider/model/errorBody.js";

describe("LaunchDarkly's error body", () => {
  it("has a code and a message, and optionally an id and attributes", () => {
    const plain = { code: "not_found", message: "Unknown insight group" };
    const full = { ...plain, id: "0f6c", errors: [{ attribute: "key", reason: "taken" }, { reason: "other" }, {}] };
    expect(ErrorBody.decode(plain)).to.deep.equal(E.right(plain));
    expect(ErrorBody.decode(full)).to.deep.equal(E.right(full));
    expect(ErrorBody.decode({ ...plain, documentation: "https://" })).to.deep.equal(E.right(plain));
  });

  it("does not decode the JSON of a proxy or a gateway", () => {
    for (const body of [
      { message: "Not Found" },
      { message: null },
      { error: "not_found" },
      { error: { code: "not_found", message: "no route" } },
      { code: 404, message: "Not Found" },
      { code: "not_found" },
      { status: 404, title: "Not Found", type: "about:blank" },
      { errors: [{ code: "not_found", message: "Not Found" }] },
      {},
      [],
      [{ code: "not_found", message: "Not Found" }],
      "not_found",
      null,
      undefined,
      404,
    ]) {
      expect(E.isLeft(ErrorBody.decode(body)), JSON.stringify(body)).to.equal(true);
    }
  });
});
