import { expect } from "chai";
import fc from "fast-check";
import * as E from "fp-ts/Either";
import type * as t from "io-ts";
import { Key, Name, ProjectKey } from "../../../provider/model/keys.js";
import { problemsOf } from "../../../provider/lib/problems.js";

const reasons = (codec: t.Decoder<unknown, unknown>, value: unknown): readonly string[] => {
  const result = codec.decode(value);
  return E.isLeft(result) ? problemsOf(result.left).map(({ reason }) => reason) : [];
};

const accepts = (codec: t.Decoder<unknown, unknown>, ...values: readonly string[]) => {
  for (const value of values) expect(codec.decode(value), JSON.stringify(value)).to.deep.equal(E.right(value));
};

const refuses = (codec: t.Decoder<unknown, unknown>, fact: string, ...values: readonly unknown[]) => {
  for (const value of values) {
    const found = reasons(codec, value);
    expect(found, JSON.stringify(value)).to.have.length(1);
    expect(found[0], JSON.stringify(value)).to.include(fact);
  }
};

describe("a key", () => {
  it("can contain any other characters, since LaunchDarkly documents no rule", () => {
    accepts(Key, "checkout", "A", "_a", "-", "a.b", "...", ".a", "ключ", "日本", "😀", "a?b#c", "a%2Fb", "a\\b", 'a"b');
  });

  it("must not be empty", () => {
    refuses(Key, "empty", "");
  });

  it("must not contain white space or control characters, of any kind and in any place", () => {
    refuses(Key, "white space", " ", "a b", " a", "a ", "a\tb", "a\n", "a\u00a0b", "a\u2003b", "\ufeffa");
    refuses(Key, "control characters", "\u0000", "a\u001bb", "a\u007f", "a\u0085");
  });

  it("must not contain a slash", () => {
    refuses(Key, '"/"', "/", "a/b", "../a");
  });

  it("must not be a step in a path", () => {
    refuses(Key, '"."', ".");
    refuses(Key, '".."', "..");
  });

  it("must be well-formed Unicode, so that it can be percent-encoded", () => {
    refuses(Key, "Unicode", "a\ud800", "\udc00a");
  });

  it("must be a string", () => {
    refuses(Key, "string", 1, null, true, {}, ["a"]);
  });

  it("stays one segment of a URL", () => {
    const letters = fc.constantFrom(".", "/", "\\", "%", "2", "e", "E", "?", "#", ":", "@", ";", "a", " ", "é", "😀");
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: letters, minLength: 1, maxLength: 6 }), fc.string({ unit: "binary" })),
        (s) => {
          fc.pre(Key.is(s));
          const { pathname, search, hash } = new URL(`https://localhost/groups/${encodeURIComponent(s)}`);
          expect(pathname.split("/").map(decodeURIComponent)).to.deep.equal(["", "groups", s]);
          expect(search + hash).to.equal("");
        },
      ),
    );
  });
});

describe("a project or environment key", () => {
  it("begins with a letter or a digit and continues with letters, digits, underscores, dots and hyphens", () => {
    accepts(ProjectKey, "shop", "A", "0", "my-shop", "my_shop.v2", "a-", "Z.");
    refuses(ProjectKey, "begin", "-shop", "_shop", ".shop", "..", "my shop", "shop\n", " shop", "a/b", "käse", "a:b");
  });

  it("must be a string, and not empty", () => {
    refuses(ProjectKey, "empty", "");
    refuses(ProjectKey, "string", 7, null, ["shop"]);
  });
});

describe("a name", () => {
  it("is any string except the empty one", () => {
    accepts(Name, "Checkout", "Team Checkout / EU", "日本", "a\nb");
    refuses(Name, "empty", "");
    refuses(Name, "string", 7, null, {});
  });
});
