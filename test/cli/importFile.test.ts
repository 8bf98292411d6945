import { expect } from "chai";
import fc from "fast-check";
import * as E from "fp-ts/Either";
import { importableGroup } from "../../cli/importable.js";
import { importFile } from "../../cli/importFile.js";
import { named } from "../../cli/resourceNames.js";
import { check } from "../../provider/resources/insightGroup/check.js";
import { argumentsOf } from "../../provider/model/insightGroup.js";
import { insightGroupConstant } from "../../provider/state.js";
import { omitUndefined } from "../../provider/lib/omitUndefined.js";
import { groups } from "../support/cliGroups.js";
import { written } from "../support/written.js";

describe("the file for `pulumi import`", () => {
  it("describes each group as state would if Pulumi had created it", () => {
    fc.assert(
      fc.property(groups, (given) => {
        const { resources } = written(importFile(named(given.map(importableGroup), new Set())));
        expect(resources).to.deep.equal(
          given.map((group) => ({
            type: "pulumi-nodejs:dynamic/launchdarkly:InsightGroup",
            name: group.key,
            id: group.key,
            inputs: { ...omitUndefined(argumentsOf(group)), __provider: insightGroupConstant },
            outputs: { ...omitUndefined(group), __provider: insightGroupConstant },
          })),
        );
      }),
    );
  });

  it("has inputs that the provider accepts unchanged", () => {
    fc.assert(
      fc.property(groups, (given) => {
        for (const { inputs } of written(importFile(named(given.map(importableGroup), new Set()))).resources) {
          const { __provider, ...args } = inputs;
          expect(__provider).to.equal(insightGroupConstant);
          expect(E.map(omitUndefined)(check(inputs))).to.deep.equal(E.right(args));
        }
      }),
    );
  });

  it("has an empty list if there are no groups", () => {
    expect(written(importFile([]))).to.deep.equal({ resources: [] });
  });
});
