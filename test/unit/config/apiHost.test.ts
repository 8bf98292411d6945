import { expect } from "chai";
import * as E from "fp-ts/Either";
import { parseApiHost, defaultApiHost } from "../../../provider/config/apiHost.js";

const becomes = (urls: Readonly<Record<string, string>>) => {
  for (const [given, url] of Object.entries(urls)) expect(parseApiHost(given), given).to.deep.equal(E.right(url));
};

const refuses = (fact: string, ...hosts: readonly string[]) => {
  for (const given of hosts) {
    const result = parseApiHost(given);
    expect(E.isLeft(result), given).to.equal(true);
    if (E.isLeft(result)) expect(result.left, given).to.include(fact);
  }
};

describe("the API host", () => {
  it("is LaunchDarkly's commercial host by default", () => {
    expect(parseApiHost()).to.deep.equal(E.right("https://app.launchdarkly.com"));
    expect(defaultApiHost).to.equal("https://app.launchdarkly.com");
  });

  it("can be a host, with or without a port", () => {
    becomes({
      "app.launchdarkly.us": "https://app.launchdarkly.us",
      "app.eu.launchdarkly.com": "https://app.eu.launchdarkly.com",
      "gateway.example:8443": "https://gateway.example:8443",
    });
  });

  it("can be a URL, in any case", () => {
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

  it("can have a path, as behind a gateway", () => {
    becomes({
      "https://gateway.example/launchdarkly": "https://gateway.example/launchdarkly",
      "gateway.example/a/b": "https://gateway.example/a/b",
    });
  });

  it("can use plain HTTP on loopback, in every notation", () => {
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

  it("is refused with plain HTTP on any other host", () => {
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

  it("can be an IPv6 address", () => {
    becomes({
      "https://[2001:db8::1]": "https://[2001:db8::1]",
      "[2001:db8::1]:8443": "https://[2001:db8::1]:8443",
    });
  });

  it("defaults to HTTP on loopback, as an emulator uses it", () => {
    becomes({
      "localhost:8443": "http://localhost:8443",
      "127.0.0.1:8443": "http://127.0.0.1:8443",
      "[::1]:8443": "http://[::1]:8443",
      "https://localhost:8443": "https://localhost:8443",
    });
  });

  it("must end before the API's own path", () => {
    refuses(
      "must end before /api/v2",
      "https://app.launchdarkly.com/api/v2/",
      "app.launchdarkly.com/api/v2",
      "https://gateway.example/ld/api/v2",
      "https://gateway.example/api/v2/engineering-insights",
      "http://127.0.0.1:4000/api/v2/engineering-insights/insights/",
    );
    becomes({ "https://gateway.example/api/v20": "https://gateway.example/api/v20" });
  });

  it("must not have a path on LaunchDarkly's own hosts", () => {
    const paths = ["/api", "/api/", "/default/projects", "//api"];
    for (const path of paths)
      refuses("must be https://app.launchdarkly.com alone", `https://app.launchdarkly.com${path}`);
    refuses("must be https://app.eu.launchdarkly.com alone", "app.eu.launchdarkly.com/api");
    refuses("must be https://app.launchdarkly.us alone", "App.LaunchDarkly.US/api");
    becomes({
      "https://gateway.example/api": "https://gateway.example/api",
      "https://launchdarkly.com.example/api": "https://launchdarkly.com.example/api",
      "https://notlaunchdarkly.com/api": "https://notlaunchdarkly.com/api",
    });
  });

  it("is refused if the URL lacks a slash, which would make the scheme the host", () => {
    refuses(
      "two slashes",
      "https:/app.launchdarkly.com",
      "https:app.launchdarkly.com",
      "HTTPS:/app.launchdarkly.com",
      "http:/127.0.0.1:1",
      "http:127.0.0.1:1",
      "https:8443",
      "https:",
    );
    refuses(
      "two slashes",
      "https//app.launchdarkly.com",
      "http//127.0.0.1:1",
      "https:///x",
      "https:////x",
      "https://https//x",
    );
    refuses("two slashes", "https", "http:8080", "https://http/");
    becomes({ "https.example": "https://https.example" });
  });

  it("must not contain a user name or a password, and is not quoted if it does", () => {
    const hosts = [
      "https://jane:hunter2@app.launchdarkly.com",
      "https://hunter2@app.launchdarkly.com",
      ":hunter2@host",
    ];
    refuses("password", ...hosts, "http://localhost@evil.example");
    for (const given of hosts) expect(JSON.stringify(parseApiHost(given))).not.to.include("hunter2");
  });

  it("must not contain a query or a fragment", () => {
    refuses("query", "https://app.launchdarkly.com?a=b", "app.launchdarkly.com/?a", "https://app.launchdarkly.com/#a");
  });

  it("is refused in any other form, with an example", () => {
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
