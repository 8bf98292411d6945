import { runInNewContext } from "node:vm";
import { expect } from "chai";
import fc from "fast-check";
import ts from "typescript";
import { importableGroup } from "../../cli/importable.js";
import { named } from "../../cli/resourceNames.js";
import { programOf } from "../../cli/generateProgram.js";
import { argumentsOf } from "../../provider/model/insightGroup.js";
import { omitUndefined } from "../../provider/lib/omitUndefined.js";
import { groups, team } from "../support/cliGroups.js";

/** Returns what a program declares: runs the program with a constructor that records its arguments. */
const declared = (program: string): readonly (readonly unknown[])[] => {
  const { outputText, diagnostics } = ts.transpileModule(program, {
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.CommonJS },
  });
  expect(diagnostics).to.deep.equal([]);
  const noted: unknown[][] = [];
  const InsightGroup = function (...args: unknown[]): void {
    noted.push(args);
  };
  runInNewContext(outputText, {
    exports: {},
    require: (name: string) => (name === "pulumi-launchdarkly-insights" ? { InsightGroup } : undefined),
  });
  // Objects of another context have other prototypes, which chai would report as a difference.
  return JSON.parse(JSON.stringify(noted)) as readonly (readonly unknown[])[];
};

describe("the generated program", () => {
  it("declares each group with its name and its arguments, whatever characters they contain", () => {
    fc.assert(
      fc.property(groups, (given) => {
        expect(declared(programOf(named(given.map(importableGroup), new Set()), "InsightGroup"))).to.deep.equal(
          given.map((each) => [each.key, omitUndefined(argumentsOf(each))]),
        );
      }),
    );
  });

  it("is formatted as a person would write it", () => {
    const program = programOf(
      [
        { name: "team", ...importableGroup({ ...team, applicationKeys: ["api", "web"] }) },
        { name: "team-2", ...importableGroup({ ...team, name: 'The "A" team' }) },
      ],
      "InsightGroup",
    );
    expect(program).to.equal(`import { InsightGroup } from "pulumi-launchdarkly-insights";

new InsightGroup("team", {
  name: "Team",
  key: "team",
  projectKey: "shop",
  environmentKey: "production",
  applicationKeys: ["api", "web"],
});

new InsightGroup("team-2", {
  name: "The \\"A\\" team",
  key: "team",
  projectKey: "shop",
  environmentKey: "production",
});
`);
  });

  // TypeScript 3.8, which Pulumi ships for projects without their own, treats these characters as ends of lines.
  it("has no line or paragraph separator in its strings", () => {
    const program = programOf(
      [{ name: "team", ...importableGroup({ ...team, name: "a\u2028b\u2029c" }) }],
      "InsightGroup",
    );
    expect(program).to.include(String.raw`name: "a\u2028b\u2029c"`);
    expect(declared(program)[0]?.[1]).to.deep.include({ name: "a\u2028b\u2029c" });
  });
});
