import { importableGroup } from "../../cli/importable.js";
import { expect } from "chai";
import * as E from "fp-ts/Either";
import { decodeText, managesAnother, isManaged, namesIn, resourcesIn, type Resource } from "../../cli/stackExport.js";
import { team as group } from "../support/cliGroups.js";

const type = "pulumi-nodejs:dynamic/launchdarkly:InsightGroup";
const urn = (name: string, qualified = type): string => `urn:pulumi:test::life::${qualified}::${name}`;
const managed: Resource = { urn: urn("team"), type, id: "team", outputs: { createdAt: group.createdAt } };
const importable = importableGroup(group);

describe("the output of `pulumi stack export`", () => {
  it("is read as a list of resources, which is empty for an empty stack", () => {
    const read = (deployment: object) => resourcesIn(JSON.stringify({ version: 3, deployment }));
    expect(read({ manifest: {}, resources: [managed] })).to.deep.equal(E.right([managed]));
    expect(read({ manifest: {} })).to.deep.equal(E.right([]));
    expect(read({ resources: null })).to.deep.equal(E.right([]));
    expect(read({ resources: [{ urn: urn("x"), type: "pulumi:pulumi:Stack", custom: false }] })).to.satisfy(E.isRight);
  });

  // A value may be a secret, so no value is quoted.
  for (const [text, says] of [
    ["", "it is not JSON"],
    ['{"accessToken":"api-canary', "it is not JSON"],
    ["null", "it must be an object"],
    ["[]", "it must be an object"],
    ['"api-canary"', "it must be an object"],
    ['{"resources":[]}', "deployment is missing"],
    ['{"deployment":[]}', "deployment must be an object"],
    ['{"deployment":{"resources":{"api-canary":1}}}', "deployment.resources must be a list of resources"],
    ['{"deployment":{"resources":["api-canary"]}}', "deployment.resources[0] must be an object"],
    [
      '{"deployment":{"resources":[{"type":1}]}}',
      "deployment.resources[0].urn is missing; deployment.resources[0].type must be string",
    ],
    [
      `{"deployment":{"resources":[{"urn":"","type":"","outputs":"api-canary"}]}}`,
      "deployment.resources[0].outputs must be an object",
    ],
  ] as const) {
    it(`is refused if it is ${JSON.stringify(text)}: ${says}`, () => {
      expect(resourcesIn(text)).to.deep.equal(E.left(says));
    });
  }

  it("is read in UTF-8 and in UTF-16 of either byte order, with a byte order mark", () => {
    const text = '{"deployment":{"name":"Größe 😀"}}';
    const littleEndian = Buffer.from(`\ufeff${text}`, "utf16le");
    const texts = [Buffer.from(text), Buffer.from(`\ufeff${text}`), littleEndian, Buffer.from(littleEndian).swap16()];
    expect(texts.map(decodeText)).to.deep.equal(texts.map(() => text));
    expect(decodeText(new Uint8Array())).to.equal("");
  });

  it("manages a group whatever the name and the parent of its resource", () => {
    expect(isManaged([managed], importable)).to.equal(true);
    expect(isManaged([{ ...managed, urn: urn("checkout", `my:index:Team$${type}`) }], importable)).to.equal(true);
  });

  it("manages a group whose creation time is missing or secret", () => {
    expect(isManaged([{ ...managed, outputs: {} }], importable)).to.equal(true);
    expect(isManaged([{ ...managed, outputs: undefined }], importable)).to.equal(true);
    expect(isManaged([{ ...managed, outputs: { createdAt: { ciphertext: "v1:…" } } }], importable)).to.equal(true);
  });

  it("does not manage a group of another key, creation time or type, or one that it only looks up", () => {
    expect(isManaged([], importable)).to.equal(false);
    expect(isManaged([{ ...managed, id: "another" }], importable)).to.equal(false);
    expect(isManaged([{ ...managed, outputs: { createdAt: 2 } }], importable)).to.equal(false);
    expect(isManaged([{ ...managed, type: "pulumi-nodejs:dynamic:Resource" }], importable)).to.equal(false);
    expect(isManaged([{ ...managed, external: true }], importable)).to.equal(false);
  });

  it("manages another group with the same key if only the creation time differs", () => {
    expect(managesAnother([{ ...managed, outputs: { createdAt: 2 } }], importable)).to.equal(true);
    for (const others of [
      [],
      [managed],
      [managed, { ...managed, outputs: { createdAt: 2 } }],
      [{ ...managed, id: "another", outputs: { createdAt: 2 } }],
      [{ ...managed, external: true, outputs: { createdAt: 2 } }],
    ]) {
      expect(managesAnother(others, importable)).to.equal(false);
    }
  });

  it("contains the names of its groups, including looked-up groups and any characters", () => {
    const names = ["team", "a::b", "a$b", "urn:pulumi:x::y::z::q"];
    expect(
      namesIn(
        names.map((name) => ({ ...managed, urn: urn(name), external: true })),
        type,
      ),
    ).to.deep.equal(new Set(names));
  });

  it("contains no name of another type, nor of a group in a component", () => {
    const others = ["pulumi:pulumi:Stack", `my:index:Team$${type}`, "pulumi-nodejs:dynamic:Resource"];
    expect(
      namesIn(
        others.map((other) => ({ ...managed, urn: urn("team", other) })),
        type,
      ),
    ).to.deep.equal(new Set());
  });
});
