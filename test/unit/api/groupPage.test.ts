import { expect } from "chai";
import fc from "fast-check";
import * as E from "fp-ts/Either";
import { followingOffsets, LenientPage, pageSize, StrictPage } from "../../../provider/api/groupPage.js";
import { problemsOf } from "../../../provider/lib/problems.js";
import { checkout, shop } from "../../support/groups.js";
import { withExtraFields } from "../../support/measured.js";

const groups = [checkout, { ...shop, applicationKeys: undefined }].map((group) => ({ ...group, createdAt: 1 }));
const bad = { ...shop, createdAt: "yesterday" };

describe("a page of the list", () => {
  it("has only the groups and their number", () => {
    const page = { totalCount: 2, items: groups };
    for (const codec of [LenientPage, StrictPage]) {
      expect(codec.decode(page)).to.deep.equal(E.right(page));
      expect(codec.decode(withExtraFields(page))).to.deep.equal(E.right(page));
    }
  });

  it("has gaps for unreadable groups if it is lenient, and is an error if it is strict", () => {
    const page = { totalCount: 3, items: [groups[0], bad, null, groups[1]] };
    expect(LenientPage.decode(page)).to.deep.equal(
      E.right({ totalCount: 3, items: [groups[0], undefined, undefined, groups[1]] }),
    );
    expect(E.isLeft(StrictPage.decode(page))).to.equal(true);
  });

  it("accepts as the number of groups only a whole number that an account can have", () => {
    for (const codec of [LenientPage, StrictPage]) {
      for (const totalCount of [0, 1, 1_000_000]) {
        expect(codec.decode({ totalCount, items: [] })).to.deep.equal(E.right({ totalCount, items: [] }));
      }
      for (const totalCount of [Infinity, NaN, -1, 0.5, 1_000_001, Number.MAX_SAFE_INTEGER, "1", null]) {
        const result = codec.decode({ totalCount, items: [] });
        expect(E.isLeft(result) && problemsOf(result.left)).to.deep.equal([
          { property: "totalCount", reason: "must be a whole number from 0 to 1000000" },
        ]);
      }
    }
  });

  it("names the group that cannot be decoded by its key", () => {
    const page = { totalCount: 3, items: [groups[0], bad, null] };
    const result = StrictPage.decode(page);
    expect(E.isLeft(result) && problemsOf(result.left)).to.deep.equal([
      { property: 'items."shop".createdAt', reason: "must be a number" },
      { property: "items[2]", reason: "must be InsightGroup" },
    ]);
  });

  it("can have null or nothing for an empty list", () => {
    for (const codec of [LenientPage, StrictPage]) {
      for (const none of [null, undefined]) {
        expect(codec.decode({ totalCount: 0, items: none })).to.deep.equal(
          E.right({ totalCount: 0, items: undefined }),
        );
      }
    }
  });
});

describe("the offsets of the pages after the first", () => {
  it("reach each group of the list once, and never start past its end", () => {
    fc.assert(
      fc.property(fc.nat(2_000), (total) => {
        const pages = [0, ...followingOffsets(total)];
        const places = pages.flatMap((offset) => Array.from({ length: pageSize }, (_, index) => offset + index));
        expect(places.filter((place) => place < total)).to.deep.equal(
          Array.from({ length: total }, (_, place) => place),
        );
        expect(pages.slice(1).every((offset) => offset < total)).to.equal(true);
      }),
    );
  });
});
