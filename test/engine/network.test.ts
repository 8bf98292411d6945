import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { generate } from "selfsigned";
import { group } from "../support/declaredGroup.js";
import { makeEngineTestbed } from "../support/world.js";

describe("a network that blocks the provider, in the real engine,", function () {
  this.timeout(120_000);
  const here = makeEngineTestbed();
  let server: Server;
  let requests = 0;
  before(async () => {
    const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], { keySize: 2048 });
    server = createServer({ key, cert }, (_request, response) => {
      requests += 1;
      response.end("{}");
    });
    await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  });
  after(() => server.close());

  it("by an untrusted certificate fails each create at once, with the reason, and leaves nothing in the stack", async () => {
    await here.stack.program(group() + group({ key: "till" }, "till"));
    const { port } = server.address() as AddressInfo; // it listens
    const { code, output } = await here.stack.run(["up", "--yes", "--skip-preview"], {
      LAUNCHDARKLY_API_HOST: `https://localhost:${String(port)}`,
    });
    expect(code, output).not.to.equal(0);
    expect(output).to.match(/Cannot create insight group "(team|till)": .*certificate.*NODE_EXTRA_CA_CERTS/);
    expect(output).not.to.match(/the request was sent|requests in/);
    expect(Number(/Duration: (\d+)s/.exec(output)?.[1]), output).to.be.lessThan(60);
    expect(await here.stack.groups()).to.deep.equal({});
    expect(requests).to.equal(0);
  });

  it("by a missing connection is reported once after some seconds, while the creates are still tried", async () => {
    const { code, output } = await here.stack.run(["up", "--yes", "--skip-preview"], {
      LAUNCHDARKLY_API_HOST: "launchdarkly.test",
      LAUNCHDARKLY_DEADLINE: "20",
    });
    expect(code, output).not.to.equal(0);
    const [, diagnostics = ""] = output.split("Diagnostics:");
    const warnings = diagnostics.match(/warning: no reply from https:\/\/launchdarkly\.test yet .*/g);
    expect(warnings, output).to.have.length(1);
    expect(warnings?.[0]).to.match(/\(.*(ENOTFOUND|EAI_AGAIN).*\).*20 s/);
    expect(diagnostics).to.match(/Cannot create insight group "(team|till)": no reply from LaunchDarkly/);
  });
});
