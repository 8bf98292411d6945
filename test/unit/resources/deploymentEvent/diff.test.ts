import { expect } from "chai";
import { unknownValue } from "../../../../provider/lib/unknownInPreview.js";
import { argumentNames } from "../../../../provider/model/deploymentEvent.js";
import { deploymentEvent } from "../../../../provider/provider.js";
import { everything } from "../../../support/deploymentEvents.js";
import { said } from "../../../support/live.js";

const olds = { ...everything, recordedAt: everything.eventTime };
const diff = (news: object) => deploymentEvent.diff("id", olds, { ...everything, ...news });

describe("diff of a deployment event", () => {
  it("finds no change in equal arguments, whatever the order of members", async () => {
    const eventMetadata = { tags: ["a", "b"], cause: { code: 3, step: "migrate", none: null } };
    const lines = await said(async () => {
      expect(await diff({ eventMetadata })).to.deep.equal({ changes: false });
    });
    expect(lines).to.deep.equal([]);
  });

  for (const name of argumentNames) {
    for (const [what, value] of [
      ["a change", "other"],
      ["an unknown", unknownValue],
    ] as const) {
      it(`replaces the event for ${what} of ${name}, without deleting first, and reports it`, async () => {
        const lines = await said(async () => {
          expect(await diff({ [name]: value })).to.deep.equal({ replaces: [name], deleteBeforeReplace: false });
        });
        expect(lines).to.deep.equal([
          'launchdarkly: Deployment event "shop/production/checkout/1.4.0/failed" is replaced: a new event is recorded, ' +
            "and the old one stays in LaunchDarkly.",
        ]);
      });
    }
  }
});
