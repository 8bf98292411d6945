import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createServer as createTlsServer, type Server as TlsServer, type TlsOptions } from "node:tls";
import { expect } from "chai";
import { generate } from "selfsigned";
import { startEmulator, type Emulator } from "../../../emulator/index.js";

/** A host that no name server knows: only the proxy finds it. */
const host = "launchdarkly.test";
const built = resolve(__dirname, "../../../dist/provider/provider.js");

describe("the provider in a company's network", function () {
  let emulator: Emulator;
  let launchdarkly: TlsServer;
  let old: TlsServer;
  let proxy: Server;
  let folder = "";
  /** Status line with which the proxy refuses to connect. */
  let refusal: string | undefined;
  const connected: string[] = [];

  before(async () => {
    emulator = await startEmulator({ token: "api-behind-a-proxy" });
    emulator.groups.set("team", { key: "team", name: "T", projectKey: "p", environmentKey: "e", createdAt: 1 });
    const { private: key, cert } = await generate([{ name: "commonName", value: host }], {
      keySize: 2048,
      extensions: [
        { name: "basicConstraints", cA: true },
        { name: "subjectAltName", altNames: [{ type: 2, value: host }] },
      ],
    });
    launchdarkly = await listening(tlsBefore(emulator, { key, cert }));
    old = await listening(
      tlsBefore(emulator, { key, cert, minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "ALL@SECLEVEL=0" }),
    );
    proxy = await listening(
      createServer().on("connect", ({ url = "" }, client: Socket) => {
        connected.push(url);
        if (refusal !== undefined) {
          client.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
          return;
        }
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        const port = portOf(url.endsWith(":444") ? old : launchdarkly);
        joined(client, connect(port, "127.0.0.1"));
      }),
    );
    folder = await mkdtemp(join(tmpdir(), "insights-proxy-"));
    await writeFile(join(folder, "ca.pem"), cert);
  });

  after(async () => {
    await emulator.close();
    for (const server of [launchdarkly, old, proxy]) server.close();
    await rm(folder, { recursive: true });
  });

  const reading = 'read("team", { key: "team" })';
  const creating = 'create({ key: "team", name: "T", projectKey: "p", environmentKey: "e" })';

  const read = (env: NodeJS.ProcessEnv, port = ""): Promise<string> => run(reading, env, port);

  /** Returns the id that a call of the provider returns, or the message of its error. */
  const run = (call: string, env: NodeJS.ProcessEnv, port = ""): Promise<string> =>
    new Promise((settle) => {
      const program = `require(${JSON.stringify(built)}).insightGroup.${call}.then(({ id }) => console.log(id), (error) => console.log(error.message))`;
      const variables = {
        LAUNCHDARKLY_ACCESS_TOKEN: "api-behind-a-proxy",
        LAUNCHDARKLY_API_HOST: `https://${host}${port}`,
        LAUNCHDARKLY_DEADLINE: "1",
        HTTPS_PROXY: `http://127.0.0.1:${String(portOf(proxy))}`,
        ...env,
      };
      execFile(process.execPath, ["-e", program], { env: variables }, (_error, stdout) => {
        settle(stdout.trim());
      });
    });
  const trusting = (): NodeJS.ProcessEnv => ({ NODE_EXTRA_CA_CERTS: join(folder, "ca.pem") });

  it("goes through HTTPS_PROXY, with the authority in NODE_EXTRA_CA_CERTS", async () => {
    expect(await read(trusting())).to.equal("team");
    expect(connected).to.include(`${host}:443`);
  });

  it("fails at once with the reason if the authority is not trusted, and knows that a create was not sent", async () => {
    const patient = { LAUNCHDARKLY_DEADLINE: "600" };
    for (const [call, verb] of [
      [reading, "read"],
      [creating, "create"],
    ] as const) {
      const message = await run(call, patient);
      expect(message).to.match(new RegExp(`^Cannot ${verb} insight group "team": no secure connection .*certificate`));
      expect(message)
        .to.include("NODE_EXTRA_CA_CERTS")
        .and.not.to.match(/the request was sent|requests in/);
    }
    expect(emulator.calls.filter(({ method }) => method === "POST")).to.deep.equal([]);
  });

  it("fails at once with the reason if the certificate is for another host", async () => {
    const other = { LAUNCHDARKLY_API_HOST: "https://other.test", LAUNCHDARKLY_DEADLINE: "600" };
    expect(await read({ ...trusting(), ...other })).to.match(/no secure connection .*altnames.*launchdarkly:apiHost/);
  });

  it("fails at once if the proxy refuses to connect, and does not claim that anything was sent", async () => {
    refusal = "407 Proxy Authentication \u001b[31mRequired";
    const credentials = `http://alice:hunter2@127.0.0.1:${String(portOf(proxy))}`;
    const message = await run(creating, { HTTPS_PROXY: credentials, LAUNCHDARKLY_DEADLINE: "600" });
    refusal = undefined;
    expect(message).to.match(
      /^Cannot create insight group "team": no connection .*407 Proxy Authentication Required\)/,
    );
    expect(message).to.include("HTTPS_PROXY").and.to.include("NO_PROXY");
    expect(message).not.to.match(/alice|hunter2|the request was sent|requests in/);
  });

  it("retries if the proxy is unavailable for a moment", async () => {
    refusal = "503 Service Unavailable";
    setTimeout(() => (refusal = undefined), 1_500);
    expect(await read({ ...trusting(), LAUNCHDARKLY_DEADLINE: "15" })).to.equal("team");
    expect(refusal).to.equal(undefined);
  });

  it("refuses an invalid URL of a proxy before any request, without its password", async () => {
    const message = await read({ HTTPS_PROXY: "http://alice:hunter2#x@proxy:8080", LAUNCHDARKLY_DEADLINE: "600" });
    expect(message).to.match(/^Cannot read insight group "team": HTTPS_PROXY is not a valid URL, such as .*\)\.$/);
    expect(message).not.to.match(/alice|hunter2/);
  });

  it("ignores an invalid URL of a proxy for an emulator on loopback", async () => {
    const wrong = { HTTPS_PROXY: "http://alice:hunter2#x@proxy:8080", LAUNCHDARKLY_API_HOST: emulator.url };
    expect(await read(wrong)).to.equal("team");
  });

  it("bypasses the proxy for hosts in NO_PROXY", async () => {
    connected.length = 0;
    expect(await read({ ...trusting(), NO_PROXY: host })).to.contain("no reply from LaunchDarkly");
    expect(connected).to.deep.equal([]);
  });

  it("bypasses the proxy for plain HTTP on loopback", async () => {
    connected.length = 0;
    const everything = `http://127.0.0.1:${String(portOf(proxy))}`;
    expect(
      await read({
        LAUNCHDARKLY_API_HOST: emulator.url,
        HTTP_PROXY: everything,
        http_proxy: everything,
        NODE_USE_ENV_PROXY: "1",
      }),
    ).to.equal("team");
    expect(connected).to.deep.equal([]);
  });

  it("refuses a TLS version older than 1.2", async () => {
    expect(await read({ ...trusting(), NODE_OPTIONS: "--tls-min-v1.0" }, ":444")).to.match(
      /no reply from LaunchDarkly \(.*(ssl|tls|protocol)/i,
    );
  });
});

/** Terminates TLS before the emulator. */
const tlsBefore = (emulator: Emulator, options: TlsOptions): TlsServer =>
  createTlsServer(options, (client) => {
    joined(client, connect(Number(new URL(emulator.url).port), "127.0.0.1"));
  }).on("tlsClientError", () => undefined);

const joined = (a: Socket, b: Socket): void => {
  a.on("error", () => b.destroy()).pipe(b);
  b.on("error", () => a.destroy()).pipe(a);
};

const listening = <S extends Server | TlsServer>(server: S): Promise<S> =>
  new Promise((settle) => {
    server.listen(0, "127.0.0.1", () => {
      settle(server);
    });
  });

const portOf = (server: Server | TlsServer): number => (server.address() as AddressInfo).port;
