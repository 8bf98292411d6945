import { expect } from "chai";
import { deploymentEvent } from "../../../../provider/provider.js";
import { importOption } from "../../../../provider/state.js";
import { deployed } from "../../../support/deploymentEvents.js";
import { __provider, connect } from "../../../support/live.js";

const check = (news: object) => deploymentEvent.check({}, { ...news, __provider });

describe("check of a deployment event", () => {
  beforeEach(() => connect({ url: "http://127.0.0.1:1" }));

  it("returns the canonical arguments", async () => {
    expect(await check({ ...deployed, applicationName: null })).to.deep.equal({
      inputs: { ...deployed, eventType: "finished" },
    });
  });

  it("reports every problem at once, with the closest name of an unknown argument", async () => {
    const { failures } = await check({ ...deployed, version: "a b", eventType: "done", applicationNam: "A" });
    expect(failures?.map(({ property }) => property)).to.deep.equal(["applicationNam", "version", "eventType"]);
    expect(failures?.[0]?.reason).to.equal('is not an argument of DeploymentEvent: did you mean "applicationName"?');
  });

  it("refuses its output as an argument", async () => {
    expect((await check({ ...deployed, recordedAt: 1 })).failures).to.deep.equal([
      { property: "recordedAt", reason: "is an output of DeploymentEvent, not an argument" },
    ]);
  });

  it("refuses an import", async () => {
    const { failures } = await check({ ...deployed, [importOption]: "shop/production/checkout/1.4.0/finished" });
    expect(failures).to.deep.equal([
      {
        property: "import",
        reason: "is not possible: an event has no id in LaunchDarkly. Remove the option to record a new event",
      },
    ]);
  });
});
