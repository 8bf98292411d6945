import { expect } from "chai";
import fc from "fast-check";
import { importableGroup } from "../../cli/importable.js";
import { named } from "../../cli/resourceNames.js";
import { groups, team } from "../support/cliGroups.js";

/** Groups, and a set of used names: names that the groups would have, and the next names. */
const taken = groups.chain((given) => {
  const names = given.flatMap(({ key }) => [key, `${key}-2`, `${key}-3`]);
  return fc.record({ groups: fc.constant(given), taken: fc.subarray(names).map((some) => new Set(some)) });
});

describe("the resource names of imported groups", () => {
  it("are the keys if the stack uses none of them", () => {
    fc.assert(
      fc.property(groups, (given) => {
        expect(named(given.map(importableGroup), new Set(["another"])).map(({ name }) => name)).to.deep.equal(
          given.map(({ key }) => key),
        );
      }),
    );
  });

  it("are unique among all names of the stack and the groups, one for every group", () => {
    fc.assert(
      fc.property(taken, ({ groups: given, taken: names }) => {
        const found = named(given.map(importableGroup), names);
        expect(found.map(({ id }) => id)).to.deep.equal(given.map(({ key }) => key));
        expect(new Set([...names, ...found.map(({ name }) => name)]).size).to.equal(names.size + given.length);
      }),
    );
  });

  it("are the keys of all groups whose key is free, whatever the other names are", () => {
    fc.assert(
      fc.property(taken, ({ groups: given, taken: names }) => {
        for (const { name, id } of named(given.map(importableGroup), names))
          expect(name === id).to.equal(!names.has(id));
      }),
    );
  });

  it("get the next free number if the stack uses the key as a name", () => {
    const pair = [team, { ...team, key: "team-2" as typeof team.key }].map(importableGroup); // a valid key
    expect(named(pair, new Set(["team"])).map(({ name }) => name)).to.deep.equal(["team-3", "team-2"]);
    expect(named(pair, new Set(["team", "team-2"])).map(({ name }) => name)).to.deep.equal(["team-3", "team-2-2"]);
  });
});
