import type { ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { expect } from "chai";
import { command, ended, firstOutput } from "../support/command.js";

describe("the emulator command", () => {
  const running: ChildProcess[] = [];
  afterEach(() => {
    for (const child of running.splice(0)) child.kill("SIGKILL");
  });

  const emulator = (...args: readonly string[]) => {
    const child = command("emulator", ...args);
    running.push(child);
    return child;
  };
  const groups = (url: string, token: string) =>
    fetch(`${url}/api/v2/engineering-insights/insights/groups`, {
      headers: { Authorization: token, "LD-API-Version": "beta" },
    });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`prints its URL alone on its first line, serves until ${signal}, and exits with 0`, async () => {
      const child = emulator();
      const finished = ended(child);
      const line = await firstOutput(child);
      expect(line).to.match(/^http:\/\/127\.0\.0\.1:\d+\n$/);
      expect(await groups(line.trim(), "api-emulator")).to.include({ status: 200 });
      child.kill(signal);
      expect(await finished).to.deep.equal({ code: 0, stdout: line, stderr: "" });
    });
  }

  it("accepts a token, and prints it with the URL as JSON", async () => {
    const child = emulator("--token", "api-mine", "--json");
    const { url, token } = JSON.parse(await firstOutput(child)) as { readonly url: string; readonly token: string };
    expect(token).to.equal("api-mine");
    expect(await groups(url, "api-mine")).to.include({ status: 200 });
    expect(await groups(url, "api-emulator")).to.include({ status: 401 });
  });

  it("accepts repositories", async () => {
    const url = (await firstOutput(emulator("--repositories", "acme/web,acme/api"))).trim();
    const reply = await fetch(`${url}/api/v2/engineering-insights/repositories`, {
      headers: { Authorization: "api-emulator", "LD-API-Version": "beta" },
    });
    const { items } = (await reply.json()) as { readonly items: readonly { readonly key: string }[] };
    expect(items.map(({ key }) => key)).to.deep.equal(["acme/web", "acme/api"]);
  });

  it("accepts faults and limits", async () => {
    const faulty = (await firstOutput(emulator("--faults", "html404=1", "--seed", "3"))).trim();
    expect(await groups(faulty, "api-emulator")).to.include({ status: 404 });
    const options = ["--limit-global", "1", "--limit-window", "1000000000000", "--limit-headers", "retry-after"];
    const limited = (await firstOutput(emulator(...options))).trim();
    await groups(limited, "api-emulator");
    const refused = await groups(limited, "api-emulator");
    expect(refused.status).to.equal(429);
    expect(refused.headers.has("retry-after")).to.equal(true);
  });

  it("applies a latency that is longer than the maximum timer delay", async () => {
    const child = emulator("--latency", "2147483648");
    const finished = ended(child);
    const url = (await firstOutput(child)).trim();
    const signal = AbortSignal.timeout(300);
    const failed = await fetch(`${url}/api/v2/engineering-insights/insights/groups`, { signal }).catch(
      (cause: unknown) => cause,
    );
    child.kill();
    expect(failed).to.have.property("name", "TimeoutError");
    expect(await finished).to.include({ code: 0, stderr: "" });
  });

  it("prints help with its options, each kind of fault and its exit codes", async () => {
    const { code, stdout } = await ended(emulator("--help"));
    expect(code).to.equal(0);
    for (const word of ["--port", "--limit-headers", "resetAfter", "cutShort", "Exit codes:"]) {
      expect(stdout).to.include(word);
    }
    expect(stdout).to.include("\n  0    done; for emulator: stopped by Ctrl-C or SIGTERM\n");
  });

  it("reports in one line that its port is in use, and exits with 1", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo; // it listens on a TCP port, not on a pipe
    const { code, stdout, stderr } = await ended(emulator("--port", String(port)));
    taken.close();
    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: "" });
    expect(stderr).to.equal(
      `pulumi-launchdarkly-insights: port ${String(port)} is in use: ` +
        "choose another port, or omit --port to use a free one\n",
    );
  });

  it("reports an invalid command line in one line, and exits with 2", async () => {
    const misunderstood = [
      { args: ["--prot", "1"], says: "Unknown option '--prot'" },
      { args: ["--port", "70000"], says: '--port must be a whole number from 0 to 65535, not "70000"' },
      { args: ["--limit-global", "0"], says: '--limit-global must be a whole number of at least 1, not "0"' },
      { args: ["--limit-headers", "some"], says: "--limit-headers must be all, none or retry-after" },
      { args: ["--faults", "fire=0.1"], says: '--faults: unknown fault "fire"; there are resetBefore' },
      { args: ["--port", "0", "--port=1"], says: "--port can be specified only once" },
      { args: ["--token", ""], says: "--token must not be empty" },
      { args: ["--repositories", "acme"], says: '--repositories: "acme" is not OWNER/NAME' },
      { args: ["extra"], says: "Unexpected argument 'extra'" },
    ];
    const all = await Promise.all(misunderstood.map(({ args }) => ended(emulator(...args))));
    for (const [index, { says }] of misunderstood.entries()) {
      expect(all[index]).to.include({ code: 2, stdout: "" });
      expect(all[index]?.stderr).to.match(/^pulumi-launchdarkly-insights: [^\n]+ \(try --help\)\n$/);
      expect(all[index]?.stderr).to.include(says);
    }
  });
});
