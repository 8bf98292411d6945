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

describe("settings", () => {
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

  it("come from both, each from where it is given", () => {
    const env = { LAUNCHDARKLY_ACCESS_TOKEN: "api-of-environment", LAUNCHDARKLY_API_HOST: "environment.example" };
    expect(found(token, env)).to.include({ accessToken: "api-of-config", apiHost: "https://environment.example" });
  });

  it("need nothing but a token", () => {
    expect(found(token)).to.include({ accessToken: "api-of-config", apiHost: defaultApiHost, debug: false });
  });

  it("count as not given where they are empty, in config and in the environment", () => {
    const config = { "launchdarkly:accessToken": "", "launchdarkly:apiHost": "", "launchdarkly:debug": "" };
    const empty = { LAUNCHDARKLY_ACCESS_TOKEN: "", LAUNCHDARKLY_API_HOST: "", LAUNCHDARKLY_DEBUG: "" };
    expect(found(config, { LAUNCHDARKLY_ACCESS_TOKEN: "api-of-environment" })).to.include({
      accessToken: "api-of-environment",
      apiHost: defaultApiHost,
    });
    expect(found(token, empty)).to.include({ apiHost: defaultApiHost, debug: false });
    expect(problem(config, empty)).to.equal(problem({}));
  });

  it("are read from config under the names that an explicit provider uses too, and under no others", () => {
    expect(problem({ accessToken: "api-x", "launchdarkly:access_token": "api-x" })).to.equal(problem({}));
  });
});

describe("several mistakes in the settings", () => {
  const wrong = {
    "launchdarkly:apiHost": "http://evil.example",
    "launchdarkly:debug": "maybe",
    "launchdarkly:requestTimeout": "0",
    "launchdarkly:deadline": "2m",
    "launchdarkly:maxConcurrency": "many",
    "launchdarkly:adoptWithin": "-1",
  };
  const names = Object.keys(wrong);

  it("are reported all at once, each with its reason, a missing token too", () => {
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
});

describe("the proxy of the environment", () => {
  const password = "hunter2";

  it("is refused by its name if it is no URL, and not quoted", () => {
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

  it("is left alone if it is a URL, or empty", () => {
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

  it("does not matter to a host on loopback in plain HTTP, which no proxy sees", () => {
    const local = { ...token, "launchdarkly:apiHost": "127.0.0.1:8080" };
    expect(found(local, { HTTPS_PROXY: "http://a:b#c@d:1" })).to.deep.equal(found(local));
  });
});

describe("the access token", () => {
  it("is used as it is", () => {
    for (const accessToken of ["api-01234567-89ab", "a", "x!~", "api-sdk-1"]) {
      expect(found({ "launchdarkly:accessToken": accessToken })).to.include({ accessToken });
    }
  });

  it("if missing, is asked for with every way to give it", () => {
    const message = problem({});
    expect(message).to.include("pulumi config set --secret launchdarkly:accessToken");
    expect(message).to.include("LAUNCHDARKLY_ACCESS_TOKEN");
    expect(message).to.include("`accessToken`");
    expect(message).to.include("`Provider`");
  });

  it("with white space, a line break or a letter beyond ASCII is refused, and not quoted", () => {
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

  it("made of nothing but white space is refused too", () => {
    expect(problem({ "launchdarkly:accessToken": " " })).to.include("white space");
  });

  it("with Bearer before it is refused", () => {
    expect(problem({ "launchdarkly:accessToken": "Bearer api-hunter2" })).to.not.include("hunter2");
  });

  it("is no SDK or mobile key, which is not quoted either", () => {
    for (const wrong of ["sdk-hunter2", "mob-hunter2"]) {
      const message = problem({ "launchdarkly:accessToken": wrong });
      expect(message).not.to.include("hunter2");
      expect(message).to.include("launchdarkly:accessToken").and.to.include("LAUNCHDARKLY_ACCESS_TOKEN");
      expect(message).to.include("SDK");
      expect(message).to.include("access token");
    }
  });

  it("is in no message about another setting", () => {
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

describe("the setting of debug lines", () => {
  const debug = (value: unknown) => found({ ...token, "launchdarkly:debug": value }).debug;

  it("is on for true and 1, off for false and 0, in any case", () => {
    for (const on of ["true", "TRUE", "True", "1", true, 1]) expect(debug(on), String(on)).to.equal(true);
    for (const off of ["false", "FALSE", "0", false, 0, undefined]) expect(debug(off), String(off)).to.equal(false);
  });

  it("is off in config although it is on in the environment", () => {
    expect(found({ ...token, "launchdarkly:debug": false }, { LAUNCHDARKLY_DEBUG: "1" }).debug).to.equal(false);
  });

  it("is nothing else, rather than silently off", () => {
    for (const wrong of ["yes", "on", "truee", " true", "2", "-1"]) {
      const message = problem({ ...token, "launchdarkly:debug": wrong });
      expect(message, wrong).to.include("launchdarkly:debug").and.to.include("LAUNCHDARKLY_DEBUG");
      expect(message, wrong).to.include("true").and.to.include("false");
    }
  });
});

describe("a setting that is a number", () => {
  const env = {
    LAUNCHDARKLY_REQUEST_TIMEOUT: "1",
    LAUNCHDARKLY_DEADLINE: "2",
    LAUNCHDARKLY_MAX_CONCURRENCY: "3",
    LAUNCHDARKLY_ADOPT_WITHIN: "4",
  };
  const names = ["requestTimeout", "deadline", "maxConcurrency", "adoptWithin"] as const;

  it("is given in seconds where it is a time, and kept in milliseconds", () => {
    const expected = { requestTimeout: 1_000, deadline: 2_000, maxConcurrency: 3, adoptWithin: 4_000 };
    expect(found(token, env)).to.include(expected);
    expect(found({ ...token, "launchdarkly:requestTimeout": 0.5 }, env)).to.include({ requestTimeout: 500 });
  });

  it("has a default that is allowed, also where it is given empty", () => {
    const empty = Object.fromEntries(names.map((name) => [`launchdarkly:${name}`, ""]));
    for (const name of names) expect(found({ ...token, ...empty })[name], name).to.be.above(0);
    expect(found({ ...token, ...empty })).to.deep.equal(found(token));
  });

  it("is nothing but a plain number, and is refused by both of its names", () => {
    for (const name of names) {
      for (const wrong of ["ten", "10s", "-1", " 1", "1e3", "0x10", "1,5", "Infinity", "NaN", -1, NaN]) {
        const message = problem({ ...token, [`launchdarkly:${name}`]: wrong });
        expect(message, `${name} ${String(wrong)}`).to.match(new RegExp(`launchdarkly:${name}.*LAUNCHDARKLY_`));
      }
    }
  });

  it("may be 0 only for the adoption window, which it closes", () => {
    expect(found({ ...token, "launchdarkly:adoptWithin": "0" }).adoptWithin).to.equal(0);
    for (const name of ["requestTimeout", "deadline", "maxConcurrency"]) {
      expect(problem({ ...token, [`launchdarkly:${name}`]: "0" })).to.include(`launchdarkly:${name}`);
    }
  });

  it("is whole where it counts requests", () => {
    expect(problem({ ...token, "launchdarkly:maxConcurrency": "1.5" })).to.include("whole number");
  });
});
