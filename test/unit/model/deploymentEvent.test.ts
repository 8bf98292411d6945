import { expect } from "chai";
import * as E from "fp-ts/Either";
import { omitUndefined } from "../../../provider/lib/omitUndefined.js";
import { problemsOf } from "../../../provider/lib/problems.js";
import { unknownValue } from "../../../provider/lib/unknownInPreview.js";
import { argumentNames, DeploymentEventInputs, eventIdOf } from "../../../provider/model/deploymentEvent.js";
import { deployed, everything } from "../../support/deploymentEvents.js";

const decode = (args: object): object => {
  const decoded = DeploymentEventInputs.decode(args);
  return E.isRight(decoded) ? omitUndefined(decoded.right) : problemsOf(decoded.left);
};

describe("DeploymentEventInputs", () => {
  it("keeps every argument", () => {
    expect(decode(everything)).to.deep.equal(everything);
    expect(Object.keys(everything)).to.have.members(argumentNames);
  });

  it("is a finished event by default, and treats null as absent", () => {
    const nulls = Object.fromEntries(argumentNames.map((name) => [name, null]));
    for (const args of [deployed, { ...nulls, ...deployed }]) {
      expect(decode(args)).to.deep.equal({ ...deployed, eventType: "finished" });
    }
  });

  it("accepts an unknown in each argument, and inside metadata", () => {
    const unknowns = Object.fromEntries(argumentNames.map((name) => [name, unknownValue]));
    expect(decode(unknowns)).to.deep.equal(unknowns);
    const eventMetadata = { a: [unknownValue] };
    expect(decode({ ...deployed, eventMetadata })).to.deep.include({ eventMetadata });
  });

  for (const name of ["projectKey", "environmentKey", "applicationKey", "version"] as const) {
    it(`requires ${name}`, () => {
      expect(decode({ ...deployed, [name]: undefined })).to.deep.equal([{ property: name, reason: "is missing" }]);
    });
  }

  for (const [name, value, reason] of [
    ["projectKey", "a/b", 'must begin with a letter or a digit and contain only letters, digits, "_", "." and "-"'],
    ["applicationKey", "org/repo", 'must not contain "/"'],
    ["version", "1.0+build", 'must contain only letters, digits, ".", "-" and "_"'],
    ["version", "", "must not be empty"],
    ["version", 1, "must be a string"],
    ["eventType", "done", 'must be one of "started", "finished", "failed", "custom"'],
    ["applicationName", "", "must not be empty"],
    ["applicationKind", "desktop", 'must be one of "server", "browser", "mobile"'],
    ["eventMetadata", ["a"], "must be an object"],
    ["deploymentMetadata", "a", "must be an object"],
  ] as const) {
    it(`refuses ${JSON.stringify(value)} as ${name}`, () => {
      expect(decode({ ...deployed, [name]: value })).to.deep.equal([{ property: name, reason }]);
    });
  }

  for (const [what, eventTime] of [
    ["seconds", 1_750_000_000],
    ["microseconds", 1_750_000_000_000_000],
    ["a fraction", 1_750_000_000_000.5],
    ["a text", "2026-01-01"],
  ] as const) {
    it(`refuses ${what} as eventTime`, () => {
      expect(decode({ ...deployed, eventTime })).to.deep.equal([
        {
          property: "eventTime",
          reason: "must be a whole number of milliseconds since 1970, such as 1700000000000",
        },
      ]);
    });
  }
});

describe("eventIdOf", () => {
  it("joins what identifies an event with a character that no part contains", () => {
    expect(eventIdOf(everything)).to.equal("shop/production/checkout/1.4.0/failed");
  });
});
