import { expect } from "chai";
import * as E from "fp-ts/Either";
import { defaultApiHost } from "../../../provider/config/apiHost.js";
import { settingProblems, readSettings } from "../../../provider/config/settings.js";

type Values = Readonly<Record<string, unknown>>;

const find = (config: Values, env: NodeJS.ProcessEnv = {}) => readSettings((name) => config[name], env);

const found = (config: Values, env: NodeJS.ProcessEnv = {}) => {
  const result = find(config, env);
  if (E.isLeft(result)) throw new Error(result.left.problem);
  return result.right;
};

const problem = (config: Values, env: NodeJS.ProcessEnv = {}): string => {
  const result = find(config, env);
  if (E.isRight(result)) throw new Error("nothing is wrong");
  expect(result.left._tag).to.equal("InvalidConfiguration");
  return result.left.problem;
};

const token = { "launchdarkly:accessToken": "api-of-config" };

describe("the settings", () => {
  it("come from config before the environment", () => {
    const config = { ...token, "launchdarkly:apiHost": "config.example", "launchdarkly:debug": "true" };
    const env = {
      LAUNCHDARKLY_ACCESS_TOKEN: "api-of-environment",
      LAUNCHDARKLY_API_HOST: "environment.example",
      LAUNCHDARKLY_DEBUG: "false",
    };
    const ofConfig = { accessToken: "api-of-config", apiHost: "https://config.example", debug: true };
    const ofEnvironment = { accessToken: "api-of-environment", apiHost: "https://environment.example", debug: false };
    expect(found(config, env)).to.deep.include(ofConfig);
    expect(found({}, env)).to.deep.include(ofEnvironment);
  });

  it("can come from both config and the environment", () => {
    const env = { LAUNCHDARKLY_ACCESS_TOKEN: "api-of-environment", LAUNCHDARKLY_API_HOST: "environment.example" };
    expect(found(token, env)).to.include({ accessToken: "api-of-config", apiHost: "https://environment.example" });
  });

  it("require only a token", () => {
    expect(found(token)).to.include({ accessToken: "api-of-config", apiHost: defaultApiHost, debug: false });
  });

  it("count as unset if they are empty, in config and in the environment", () => {
    const config = { "launchdarkly:accessToken": "", "launchdarkly:apiHost": "", "launchdarkly:debug": "" };
    const empty = { LAUNCHDARKLY_ACCESS_TOKEN: "", LAUNCHDARKLY_API_HOST: "", LAUNCHDARKLY_DEBUG: "" };
    expect(found(config, { LAUNCHDARKLY_ACCESS_TOKEN: "api-of-environment" })).to.include({
      accessToken: "api-of-environment",
      apiHost: defaultApiHost,
    });
    expect(found(token, empty)).to.include({ apiHost: defaultApiHost, debug: false });
    expect(problem(config, empty)).to.equal(problem({}));
  });

  it("are read from config only under the names that an explicit provider uses", () => {
    expect(problem({ accessToken: "api-x", "launchdarkly:access_token": "api-x" })).to.equal(problem({}));
  });
});

describe("several invalid settings", () => {
  const wrong = {
    "launchdarkly:apiHost": "http://evil.example",
    "launchdarkly:debug": "maybe",
    "launchdarkly:requestTimeout": "0",
    "launchdarkly:deadline": "2m",
    "launchdarkly:maxConcurrency": "many",
    "launchdarkly:adoptWithin": "-1",
  };
  const names = Object.keys(wrong);

  it("are reported all at once, each with its reason, including a missing token", () => {
    const message = problem(wrong, { HTTPS_PROXY: "http://a:b#c@d:1" });
    for (const name of [...names, "HTTPS_PROXY", "pulumi config set --secret launchdarkly:accessToken"]) {
      expect(message).to.include(name);
    }
    expect(message.split("; "), "nothing twice").to.have.length(8);
  });

  it("are malformed values, except for a token that is only missing", () => {
    expect(settingProblems(() => undefined, {})).to.deep.equal([]);
    expect(settingProblems((name) => token[name as keyof typeof token], {})).to.deep.equal([]);
    const values: Values = { ...wrong, "launchdarkly:accessToken": "sdk-1" };
    const problems = settingProblems((name) => values[name], {});
    expect(problems.map((text) => /^\S+/.exec(text)?.[0])).to.have.members(Object.keys(values));
    expect(settingProblems((name) => wrong[name as keyof typeof wrong], {})).to.have.length(names.length);
  });

  it("are refused if they are objects or lists, as an explicit provider of the plugin may have them", () => {
    for (const value of [{ a: 1 }, ["api-x"], []]) {
      expect(settingProblems(() => value, {})).to.have.length(names.length + 1);
    }
  });
});

describe("the proxy in the environment", () => {
  const password = "hunter2";

  it("is refused by its name, and not quoted, if it is no URL", () => {
    for (const url of [
      `http://alice:${password}#x@proxy:8080`,
      `http://alice:${password}/x@proxy:8080`,
      `http://alice:${password}?x@proxy:8080`,
      `http://alice:1#${password}@proxy:8080`,
      `http://alice:1/${password}@proxy:8080`,
      `http://alice:%zz${password}@proxy:8080`,
      `http://alice:${password}@[::1:8080`,
    ]) {
      for (const name of ["HTTPS_PROXY", "https_proxy"]) {
        const message = problem(token, { [name]: url });
        expect(message, url).to.match(new RegExp(`^${name} is not a valid URL`));
        expect(message, url).not.to.include(password);
        expect(message, url).not.to.include("alice");
      }
    }
  });

  it("is accepted if it is a URL, or empty", () => {
    for (const url of [
      "http://proxy:8080",
      "http://proxy:8080/",
      "http://alice:p%23ss@proxy:8080",
      "https://proxy",
      "",
    ]) {
      expect(found(token, { HTTPS_PROXY: url }), url).to.deep.equal(found(token));
    }
  });

  it("is ignored for a host on loopback in plain HTTP, which no proxy handles", () => {
    const local = { ...token, "launchdarkly:apiHost": "127.0.0.1:8080" };
    expect(found(local, { HTTPS_PROXY: "http://a:b#c@d:1" })).to.deep.equal(found(local));
  });
});

describe("the access token", () => {
  it("is used unchanged", () => {
    for (const accessToken of ["api-01234567-89ab", "a", "x!~", "api-sdk-1"]) {
      expect(found({ "launchdarkly:accessToken": accessToken })).to.include({ accessToken });
    }
  });

  it("is requested with every way to set it if it is missing", () => {
    const message = problem({});
    expect(message).to.include("pulumi config set --secret launchdarkly:accessToken");
    expect(message).to.include("LAUNCHDARKLY_ACCESS_TOKEN");
    expect(message).to.include("`accessToken`");
    expect(message).to.include("`Provider`");
  });

  it("is refused, and not quoted, if it contains white space, a line break or a letter beyond ASCII", () => {
    for (const wrong of [
      " api-hunter2",
      "api-hunter2\n",
      "api-hunter2\r\nx: y",
      "api hunter2",
      "api-hunter2\u00a0",
      "ápi-hunter2",
    ]) {
      for (const message of [
        problem({ "launchdarkly:accessToken": wrong }),
        problem({}, { LAUNCHDARKLY_ACCESS_TOKEN: wrong }),
      ]) {
        expect(message, JSON.stringify(wrong)).not.to.include("hunter2");
        expect(message).to.include("launchdarkly:accessToken").and.to.include("LAUNCHDARKLY_ACCESS_TOKEN");
        expect(message).to.include("white space");
      }
    }
  });

  it("is refused if it is only white space", () => {
    expect(problem({ "launchdarkly:accessToken": " " })).to.include("white space");
  });

  it("is refused if it begins with Bearer", () => {
    expect(problem({ "launchdarkly:accessToken": "Bearer api-hunter2" })).to.not.include("hunter2");
  });

  it("is refused, and not quoted, if it is an SDK or mobile key", () => {
    for (const wrong of ["sdk-hunter2", "mob-hunter2"]) {
      const message = problem({ "launchdarkly:accessToken": wrong });
      expect(message).not.to.include("hunter2");
      expect(message).to.include("launchdarkly:accessToken").and.to.include("LAUNCHDARKLY_ACCESS_TOKEN");
      expect(message).to.include("SDK");
      expect(message).to.include("access token");
    }
  });

  it("appears in no message about another setting", () => {
    const message = problem({
      "launchdarkly:accessToken": "api-hunter2",
      "launchdarkly:apiHost": "http://evil.example",
    });
    expect(message).not.to.include("hunter2");
  });
});

describe("the setting of the API host", () => {
  it("is refused by both of its names, with the reason", () => {
    for (const message of [
      problem({ ...token, "launchdarkly:apiHost": "http://evil.example" }),
      problem(token, { LAUNCHDARKLY_API_HOST: "http://evil.example" }),
    ]) {
      expect(message).to.include("launchdarkly:apiHost").and.to.include("LAUNCHDARKLY_API_HOST");
      expect(message).to.include("https");
    }
  });
});

describe("the debug setting", () => {
  const debug = (value: unknown) => found({ ...token, "launchdarkly:debug": value }).debug;

  it("is on for true and 1, and off for false and 0, in any case", () => {
    for (const on of ["true", "TRUE", "True", "1", true, 1]) expect(debug(on), String(on)).to.equal(true);
    for (const off of ["false", "FALSE", "0", false, 0, undefined]) expect(debug(off), String(off)).to.equal(false);
  });

  it("is off in config even if it is on in the environment", () => {
    expect(found({ ...token, "launchdarkly:debug": false }, { LAUNCHDARKLY_DEBUG: "1" }).debug).to.equal(false);
  });

  it("is refused for any other value", () => {
    for (const wrong of ["yes", "on", "truee", " true", "2", "-1"]) {
      const message = problem({ ...token, "launchdarkly:debug": wrong });
      expect(message, wrong).to.include("launchdarkly:debug").and.to.include("LAUNCHDARKLY_DEBUG");
      expect(message, wrong).to.include("true").and.to.include("false");
    }
  });
});

describe("a numeric setting", () => {
  const env = {
    LAUNCHDARKLY_REQUEST_TIMEOUT: "1",
    LAUNCHDARKLY_DEADLINE: "2",
    LAUNCHDARKLY_MAX_CONCURRENCY: "3",
    LAUNCHDARKLY_ADOPT_WITHIN: "4",
  };
  const names = ["requestTimeout", "deadline", "maxConcurrency", "adoptWithin"] as const;

  it("is set in seconds if it is a time, and kept in milliseconds", () => {
    const expected = { requestTimeout: 1_000, deadline: 2_000, maxConcurrency: 3, adoptWithin: 4_000 };
    expect(found(token, env)).to.include(expected);
    expect(found({ ...token, "launchdarkly:requestTimeout": 0.5 }, env)).to.include({ requestTimeout: 500 });
  });

  it("has a valid default, also if it is set to an empty text", () => {
    const empty = Object.fromEntries(names.map((name) => [`launchdarkly:${name}`, ""]));
    for (const name of names) expect(found({ ...token, ...empty })[name], name).to.be.above(0);
    expect(found({ ...token, ...empty })).to.deep.equal(found(token));
  });

  it("must be a plain number, and is refused by both of its names", () => {
    for (const name of names) {
      for (const wrong of ["ten", "10s", "-1", " 1", "1e3", "0x10", "1,5", "Infinity", "NaN", -1, NaN]) {
        const message = problem({ ...token, [`launchdarkly:${name}`]: wrong });
        expect(message, `${name} ${String(wrong)}`).to.match(new RegExp(`launchdarkly:${name}.*LAUNCHDARKLY_`));
      }
    }
  });

  it("can be 0 only for the adoption window, which it closes", () => {
    expect(found({ ...token, "launchdarkly:adoptWithin": "0" }).adoptWithin).to.equal(0);
    for (const name of ["requestTimeout", "deadline", "maxConcurrency"]) {
      expect(problem({ ...token, [`launchdarkly:${name}`]: "0" })).to.include(`launchdarkly:${name}`);
    }
  });

  it("must be whole if it counts requests", () => {
    expect(problem({ ...token, "launchdarkly:maxConcurrency": "1.5" })).to.include("whole number");
  });
});
