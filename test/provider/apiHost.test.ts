import { expect } from "chai";
import * as E from "fp-ts/Either";
import { apiHost, defaultApiHost } from "../../provider/apiHost.js";

const becomes = (urls: Readonly<Record<string, string>>) => {
  for (const [given, url] of Object.entries(urls)) expect(apiHost(given), given).to.deep.equal(E.right(url));
};

const refuses = (fact: string, ...hosts: readonly string[]) => {
  for (const given of hosts) {
    const result = apiHost(given);
    expect(E.isLeft(result), given).to.equal(true);
    if (E.isLeft(result)) expect(result.left, given).to.include(fact);
  }
};

describe("the API host", () => {
  it("is LaunchDarkly's commercial one unless given", () => {
    expect(apiHost()).to.deep.equal(E.right("https://app.launchdarkly.com"));
    expect(defaultApiHost).to.equal("https://app.launchdarkly.com");
  });

  it("may be a host, with or without a port", () => {
    becomes({
      "app.launchdarkly.us": "https://app.launchdarkly.us",
      "app.eu.launchdarkly.com": "https://app.eu.launchdarkly.com",
      "gateway.example:8443": "https://gateway.example:8443",
    });
  });

  it("may be a URL, in any case", () => {
    becomes({
      "https://app.launchdarkly.us": "https://app.launchdarkly.us",
      "HTTPS://App.LaunchDarkly.US:443": "https://app.launchdarkly.us",
    });
  });

  it("loses its trailing slashes", () => {
    becomes({
      "https://app.launchdarkly.us/": "https://app.launchdarkly.us",
      "https://app.launchdarkly.us///": "https://app.launchdarkly.us",
      "app.launchdarkly.us/": "https://app.launchdarkly.us",
      "https://gateway.example/launchdarkly//": "https://gateway.example/launchdarkly",
    });
  });

  it("may have a path, as behind a gateway", () => {
    becomes({
      "https://gateway.example/launchdarkly": "https://gateway.example/launchdarkly",
      "gateway.example/a/b": "https://gateway.example/a/b",
    });
  });

  it("may be plain HTTP on loopback, in every form of it", () => {
    becomes({
      "http://localhost:4000": "http://localhost:4000",
      "http://LOCALHOST": "http://localhost",
      "http://127.0.0.1:4000/": "http://127.0.0.1:4000",
      "http://127.1.2.3": "http://127.1.2.3",
      "http://127.1": "http://127.0.0.1",
      "http://2130706433": "http://127.0.0.1",
      "http://[::1]:4000": "http://[::1]:4000",
      "http://[0:0:0:0:0:0:0:1]": "http://[::1]",
    });
  });

  it("is refused as plain HTTP anywhere else, where the token could be read on the way", () => {
    refuses(
      "https",
      "http://app.launchdarkly.com",
      "http://localhost.example",
      "http://notlocalhost",
      "http://127.0.0.1.example",
      "http://128.0.0.1",
      "http://0.0.0.0",
      "http://[::2]",
      "http://[2001:db8::1]:80",
    );
  });

  it("may be an IPv6 address", () => {
    becomes({
      "https://[2001:db8::1]": "https://[2001:db8::1]",
      "[2001:db8::1]:8443": "https://[2001:db8::1]:8443",
    });
  });

  it("is spoken to over http where it is a host on loopback, as an emulator is", () => {
    becomes({
      "localhost:8443": "http://localhost:8443",
      "127.0.0.1:8443": "http://127.0.0.1:8443",
      "[::1]:8443": "http://[::1]:8443",
      "https://localhost:8443": "https://localhost:8443",
    });
  });

  it("ends before the API's own path", () => {
    expect(E.isLeft(apiHost("https://app.launchdarkly.com/api/v2/"))).to.equal(true);
  });

  it("holds no user name and no password, and repeats neither", () => {
    const hosts = [
      "https://jane:hunter2@app.launchdarkly.com",
      "https://hunter2@app.launchdarkly.com",
      ":hunter2@host",
    ];
    refuses("password", ...hosts, "http://localhost@evil.example");
    for (const given of hosts) expect(JSON.stringify(apiHost(given))).not.to.include("hunter2");
  });

  it("holds no query and no fragment", () => {
    refuses("query", "https://app.launchdarkly.com?a=b", "app.launchdarkly.com/?a", "https://app.launchdarkly.com/#a");
  });

  it("is nothing else, and the refusal shows what it may be", () => {
    refuses(
      "https://app.launchdarkly.us",
      "",
      " ",
      "/",
      "https://",
      "https:///",
      "://app.launchdarkly.com",
      "ftp://app.launchdarkly.com",
      "file:///etc/passwd",
      "javascript://app.launchdarkly.com",
      "app launchdarkly.com",
      " app.launchdarkly.com",
      "app.launchdarkly.com\n",
      "https:\\\\app.launchdarkly.com",
      "app.launchdarkly.com:port",
      "app.launchdarkly.com:70000",
      "[::1",
      "2001:db8::1",
      "a<b>c",
    );
  });
});
