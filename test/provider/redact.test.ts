import { expect } from "chai";
import fc from "fast-check";
import { redact } from "../../provider/redact.js";

const accessToken = "api-0123/4567+89ab=";
const clean = redact(accessToken);

describe("redact", () => {
  it("takes the access token out, wherever and however often it stands", () => {
    const message = clean(`${accessToken} was sent: authorization=${accessToken}, (${accessToken})`);
    expect(message).not.to.include(accessToken);
    expect(message).to.include("was sent: authorization=");
    expect(message.match(/\[access token\]/g)).to.have.length(3);
  });

  it("takes it out where it is percent-encoded or in base64", () => {
    for (const encoded of [encodeURIComponent(accessToken), Buffer.from(accessToken).toString("base64")]) {
      expect(encoded).not.to.equal(accessToken);
      expect(clean(`sent ${encoded}!`)).to.equal("sent [access token]!");
    }
  });

  it("takes the token out as text, not as a pattern", () => {
    expect(redact("a.c+$&")("abc a.c+$& acc")).to.equal("abc [access token] acc");
  });

  it("takes SDK and mobile keys out", () => {
    const key = "11111111-2222-3333-4444-555555555555";
    for (const kind of ["sdk", "mob", "SDK"]) {
      const message = clean(`{"apiKey":"${kind}-${key}"}`);
      expect(message).not.to.include("1111");
      expect(message).not.to.include("5555");
      expect(message).to.include(`${kind} key`);
    }
  });

  it("leaves everything else as it is", () => {
    const message = 'Cannot create insight group "sdk-team": 400 invalid_request: mob-cafe (id 11111111-2222-3333)';
    expect(clean(message)).to.equal(message);
  });

  it("leaves no token in any message", () => {
    const token = fc.stringMatching(/^api-[!-~]{12,40}$/);
    fc.assert(
      fc.property(token, fc.string(), fc.string(), (secret, before, after) => {
        const message = redact(secret)(`${before}${secret}${after}${encodeURIComponent(secret)}`);
        expect(message).not.to.include(secret);
        expect(message).not.to.include(encodeURIComponent(secret));
      }),
    );
  });
});
