import { expect } from "chai";
import fc from "fast-check";
import { makeRedact } from "../../../provider/errors/redact.js";

const accessToken = "api-0123/4567+89ab=";
const clean = makeRedact(accessToken);

describe("redact", () => {
  it("removes every occurrence of the access token", () => {
    const message = clean(`${accessToken} was sent: authorization=${accessToken}, (${accessToken})`);
    expect(message).not.to.include(accessToken);
    expect(message).to.include("was sent: authorization=");
    expect(message.match(/\[access token\]/g)).to.have.length(3);
  });

  it("removes the access token if it is percent-encoded or in base64", () => {
    for (const encoded of [encodeURIComponent(accessToken), Buffer.from(accessToken).toString("base64")]) {
      expect(encoded).not.to.equal(accessToken);
      expect(clean(`sent ${encoded}!`)).to.equal("sent [access token]!");
    }
  });

  it("treats the token as text, not as a pattern", () => {
    expect(makeRedact("a.c+$&")("abc a.c+$& acc")).to.equal("abc [access token] acc");
  });

  it("removes SDK and mobile keys", () => {
    const key = "11111111-2222-3333-4444-555555555555";
    for (const kind of ["sdk", "mob", "SDK"]) {
      const message = clean(`{"apiKey":"${kind}-${key}"}`);
      expect(message).not.to.include("1111");
      expect(message).not.to.include("5555");
      expect(message).to.include(`${kind} key`);
    }
  });

  it("removes the user name and the password from a URL, escaped or not", () => {
    for (const password of ["hunter2", "pa%23ss", "pa#ss", "pa/ss", "pa//ss", "pa[ss", "pa@ss", "pa?ss", "pa:ss", ""]) {
      const message = clean(
        `Invalid proxy URL: http://alice:${password}@proxy:8080 (via https://alice:${password}@other/)`,
      );
      expect(message).to.equal("Invalid proxy URL: http://[credentials]@proxy:8080 (via https://[credentials]@other/)");
    }
  });

  it("leaves no password from a URL in any message", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-~]{6,20}$/), fc.string(), (password, before) => {
        expect(clean(`${before} http://alice:${password}@proxy`)).not.to.include(`alice:${password}`);
      }),
    );
  });

  it("folds line breaks, and removes terminal escapes and control characters", () => {
    expect(
      clean("a\u001b[31mred\u001b[0m\u001b]8;;http://x\u0007link\n\r\n\t\u0085b\u2028 c\u202e\u0000d\u009b1me\u007f"),
    ).to.equal("aredlink b  cde");
    fc.assert(
      fc.property(fc.array(fc.nat(0x2fff)), (units) => {
        expect(clean(String.fromCharCode(...units))).not.to.match(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it("removes the access token even if it contains a terminal escape", () => {
    expect(clean(`sent ${accessToken.slice(0, 6)}\u001b[0m${accessToken.slice(6)}`)).to.equal("sent [access token]");
  });

  it("leaves everything else unchanged", () => {
    const message = 'Cannot create insight group "sdk-team": 400 invalid_request: mob-cafe (id 11111111-2222-3333)';
    expect(clean(message)).to.equal(message);
  });

  it("leaves no token in any message", () => {
    const token = fc.stringMatching(/^api-[!-~]{12,40}$/);
    fc.assert(
      fc.property(token, fc.string(), fc.string(), (secret, before, after) => {
        const message = makeRedact(secret)(`${before}${secret}${after}${encodeURIComponent(secret)}`);
        expect(message).not.to.include(secret);
        expect(message).not.to.include(encodeURIComponent(secret));
      }),
    );
  });
});
