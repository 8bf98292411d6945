import { expect } from "chai";
import type { ServerResponse } from "node:http";
import { inspect } from "node:util";
import { startEmulator, type Emulator } from "../../../emulator/index.js";
import { checkout, shop } from "../../support/groups.js";
import {
  accessToken,
  answers,
  configure,
  fails,
  scriptFaults,
  impatient,
  methods,
  said,
  serve,
} from "../../support/live.js";
import { keys, lastPeriod, metric, period, withExtraFields, scores } from "../../support/measured.js";
import { program, type Program } from "../../support/program.js";

const group = { ...checkout, createdAt: 1_700_000_000_000 };
const environment = { projectKey: "shop", environmentKey: "production" };
const scored = { ...group, scores, scoreMetadata: { period, lastPeriod } };
const measured = { period, lastPeriod, scores };

describe("the functions of a program", () => {
  let emulator: Emulator;
  let here: Program;
  beforeEach(async () => {
    emulator = await startEmulator();
    emulator.groups.set("checkout", group);
    here = await program(emulator);
  });
  afterEach(() => emulator.close());

  /** Returns a call of each function, for something that exists. */
  const each = (of: Program): readonly (() => Promise<unknown>)[] => [
    () => of.group({ key: "checkout" }),
    () => of.group({ key: "checkout", expandScores: true }),
    () => of.groups(),
    () => of.scores(environment),
  ];
  const asked = () =>
    emulator.calls.map(({ method, path, query }) => `${method} ${path.split("/").at(-1) ?? ""}?${query}`);

  describe("getInsightGroup", () => {
    it("sends one GET, without expanding scores or the environment", async () => {
      expect(await here.group({ key: "checkout" })).to.deep.equal(group);
      expect(asked()).to.deep.equal(["GET checkout?"]);
    });

    it("requests scores, but no environment, if expandScores is true", async () => {
      const found = await here.group({ key: "checkout", expandScores: true });
      expect(found).to.deep.include(group);
      expect(found).to.have.nested.property("scores.overall.score").that.is.a("number");
      expect(found).to.have.nested.property("scoreMetadata.lastPeriod.startTime").that.is.a("number");
      expect(asked()).to.deep.equal(["GET checkout?expand=scores"]);
    });

    it("requests no scores if expandScores is false, null or undefined", async () => {
      for (const expandScores of [false, null, undefined]) {
        expect(await here.group({ key: "checkout", expandScores })).to.deep.equal(group);
      }
      expect(asked()).to.deep.equal(Array(3).fill("GET checkout?"));
    });

    it("returns no property that is undefined", async () => {
      emulator.groups.set("shop", { ...shop, createdAt: 1, applicationKeys: null });
      expect(await here.group({ key: "shop" })).to.have.all.keys(...Object.keys(shop), "createdAt");
      const server = await answers(200, { ...shop, createdAt: 1, scores, scoreMetadata: null });
      const there = await program(server);
      const found = await there.group({ key: "shop", expandScores: true });
      expect(found).to.have.all.keys(...Object.keys(shop), "createdAt", "scores");
      await server.close();
    });

    it("encodes the key in the path", async () => {
      const key = "a?b#c%2Fd日";
      emulator.groups.set(key, { ...group, key });
      for (const expandScores of [false, true]) expect(await here.group({ key, expandScores })).to.include({ key });
    });

    it("reports a group that does not exist", async () => {
      for (const expandScores of [false, true]) {
        const facts = [
          'Cannot read insight group "till"',
          "does not exist in the account",
          "account",
          "Check the key.",
        ];
        await fails(here.group({ key: "till", expandScores }), ...facts);
      }
      expect(methods(emulator)).to.deep.equal(["GET", "GET"]);
    });

    it("names a missing property of the response by its path", async () => {
      const server = await answers(200, { ...scored, scores: { ...scores, velocity: { score: 1 } } });
      const there = await program(server);
      await fails(
        there.group({ key: "checkout", expandScores: true }),
        "checkout",
        "200",
        "scores.velocity.indicator is missing",
      );
      expect(await there.group({ key: "checkout" }), "which needs no scores").to.deep.equal(group);
      await server.close();
    });
  });

  describe("getInsightScores", () => {
    it("sends one GET, for all applications or for some", async () => {
      for (const applicationKeys of [undefined, null, [], ["web"], ["web", "a&b=c"]]) {
        expect(await here.scores({ ...environment, applicationKeys })).to.have.all.keys(
          "period",
          "lastPeriod",
          "scores",
        );
      }
      const all = "GET scores?projectKey=shop&environmentKey=production";
      const some = [`${all}&applicationKey=web`, `${all}&applicationKey=web%2Ca%26b%3Dc`];
      expect(asked()).to.deep.equal([all, all, all, ...some]);
    });

    it("returns the scores of only the given applications", async () => {
      const [all, web] = await Promise.all([
        here.scores(environment),
        here.scores({ ...environment, applicationKeys: ["web"] }),
      ]);
      expect(all).not.to.deep.equal(web);
      expect(await here.scores({ ...environment, applicationKeys: ["web"] })).to.deep.equal(web);
    });

    it("names the project and the environment, and quotes LaunchDarkly, if one of them does not exist", async () => {
      emulator.behaviour.projects = { shop: ["test"] };
      const facts = ['Cannot read insight scores of project "shop", environment "production"', "400 invalid_request"];
      await fails(here.scores(environment), ...facts, "environmentKey");
    });

    it("names a missing property of the response by its path", async () => {
      const server = await answers(200, { ...measured, scores: { ...scores, velocity: { score: 1 } } });
      await fails((await program(server)).scores(environment), "200", "scores.velocity.indicator is missing");
      await server.close();
    });

    it("keeps an unknown indicator", async () => {
      const value = { ...measured, scores: { ...scores, risk: { ...metric, indicator: "terrific" } } };
      const server = await answers(200, value);
      expect(await (await program(server)).scores(environment)).to.deep.equal(value);
      await server.close();
    });
  });

  describe("omit SDK keys and unknown fields", () => {
    /** Serves SDK keys and unknown fields in every response. */
    const leaking = () =>
      serve(({ url = "" }, response) => {
        const body = url.includes("/groups/")
          ? scored
          : url.includes("/scores")
            ? measured
            : { totalCount: 1, items: [scored] };
        response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(withExtraFields(body)));
      });

    it("in their results", async () => {
      const server = await leaking();
      const results = await Promise.all(each(await program(server)).map((ask) => ask()));
      expect(results).to.deep.equal([group, scored, [group], measured]);
      const shown = inspect(results, { depth: null, showHidden: true });
      for (const key of Object.values(keys)) expect(shown).not.to.include(key);
      await server.close();
    });

    it("in messages about a response that cannot be decoded", async () => {
      const [apiKey] = Object.values(keys);
      const bad = withExtraFields({
        ...scored,
        name: keys,
        createdAt: apiKey,
        scores: apiKey,
        period: apiKey,
        items: apiKey,
      });
      const server = await answers(200, bad);
      for (const ask of each(await program(server))) {
        const error = await fails(ask(), "does not match its documentation");
        expect(inspect(error)).not.to.include("11111111");
      }
      await server.close();
    });
  });

  describe("fail", () => {
    it("with how to set the token if it is refused (401), after one request each", async () => {
      emulator.setToken("api-other");
      for (const ask of each(here)) await fails(ask(), "401 unauthorized", "launchdarkly:accessToken");
      expect(emulator.calls).to.have.length(4);
    });

    it("if something other than LaunchDarkly's API answers", async () => {
      const server = await answers(403, "log in", { "Content-Type": "text/html" });
      for (const ask of each(await program(server))) await fails(ask(), "403", "text/html", "apiHost");
      expect(server.requests).to.have.length(4);
      await server.close();
    });

    it("if a proxy answers 404, which is not treated as a missing group", async () => {
      here = await program(emulator, impatient);
      emulator.setFaults({ html404: 1 });
      for (const ask of each(here)) {
        // On a slow machine, no reply may come in time.
        const { message } = await fails(ask());
        expect(message)
          .to.match(/not evidence that it does not exist|no reply/)
          .and.not.to.include("does not exist in the account");
      }
    });

    it("with the number of requests if no reply comes", async () => {
      emulator.setFaults({ resetBefore: 1 });
      for (const which of each(here).keys()) {
        // Other settings make another context, which does not yet know that the service is down.
        const fresh = await program(emulator, { ...impatient, deadline: `0.5${String(which)}` });
        const ask = each(fresh)[which] ?? expect.fail("there are more");
        await fails(ask(), "no reply from LaunchDarkly", "requests in 0.");
      }
    });

    it("with every way to set a token if there is none", async () => {
      const without = await program(emulator, { accessToken: "" });
      const ways = ["launchdarkly:accessToken", "LAUNCHDARKLY_ACCESS_TOKEN", "explicit `Provider`"];
      for (const ask of each(without)) await fails(ask(), ...ways);
      expect(emulator.calls).to.deep.equal([]);
    });

    it("without the token in the message, in whatever form a server quotes it", async () => {
      const secret = "api-0123/4567+89ab=cd";
      const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")];
      const message = `You sent ${forms.join(", ")} and ${keys.apiKey}`;
      const server = await answers(403, { code: secret, message, id: secret });
      for (const ask of each(await program(server, { accessToken: secret }))) {
        const error = await fails(ask(), "403", "[access token]", "[sdk key]");
        for (const form of [...forms, keys.apiKey]) expect(error.message).not.to.include(form);
      }
      await server.close();
    });
  });

  it("succeed despite lost replies, errors of the server and of a proxy, and rate limits", async () => {
    for (const kind of ["resetBefore", "error500Before", "html5xx", "notJson", "limitedBare", "conflict"] as const) {
      for (const ask of each(here)) {
        const before = emulator.calls.length;
        scriptFaults(emulator, kind);
        expect(await ask(), kind).not.to.equal(undefined);
        expect(emulator.calls.length - before, kind).to.equal(2);
      }
    }
  }).timeout(60_000);

  it("write their debug lines only if debug is on, without the token", async () => {
    expect(await said(() => here.group({ key: "checkout" }))).to.deep.equal([]);
    here = await program(emulator, { debug: "true" });
    const lines = await said(() => here.scores(environment));
    expect(lines).to.have.length(1);
    expect(lines[0]).to.match(
      /^launchdarkly: GET \S+\/scores\?projectKey=shop&environmentKey=production 200 in \d+ ms/,
    );
    expect(lines[0]).not.to.include(accessToken);
  });

  it("also read their configuration from the environment", async () => {
    const unconfigured = await program({ url: "" }, { accessToken: "" });
    await configure({});
    process.env["LAUNCHDARKLY_ACCESS_TOKEN"] = accessToken;
    process.env["LAUNCHDARKLY_API_HOST"] = emulator.url;
    try {
      expect(await unconfigured.group({ key: "checkout" })).to.deep.equal(group);
    } finally {
      await configure({});
    }
  });

  describe("refuse invalid arguments, all at once and before they send anything:", () => {
    for (const [what, call, ...facts] of [
      ["no key", () => here.group({}), "Cannot read an insight group: key is missing."],
      ["an empty key", () => here.group({ key: "" }), "key must not be empty"],
      [
        "a misspelled name",
        () => here.group({ kye: "checkout", expandScore: true }),
        'kye is not an argument of getInsightGroup: did you mean "key"?',
        'expandScore is not an argument of getInsightGroup: did you mean "expandScores"?',
        "key is missing",
      ],
      [
        "wrong types",
        () => here.group({ key: 1, expandScores: "true" }),
        "key must be a string",
        "expandScores must be boolean",
      ],
      ["a key that would be another path", () => here.group({ key: "a/b", x: 1 }), 'must not contain "/"', "x is not"],
      [
        "a filter of another kind",
        () => here.groups({ query: 1, projectKey: "a b", environmentKey: "", project: "shop" }),
        "query must be a string",
        "projectKey must begin with a letter",
        "environmentKey must not be empty",
        'project is not an argument of getInsightGroups: did you mean "projectKey"?',
      ],
      ["a query that no URL can hold", () => here.groups({ query: "\ud800" }), "query must be well-formed Unicode"],
      [
        "no project and no environment",
        () => here.scores({}),
        "Cannot read insight scores: ",
        "projectKey is missing",
        "environmentKey is missing",
      ],
      [
        "wrong applications",
        () => here.scores({ ...environment, projectKey: "-", applicationKeys: ["web", "a,b", "", 4] }),
        "projectKey must begin",
        'applicationKeys[1] must not contain ","',
        "applicationKeys[2] must not be empty",
        "applicationKeys[3] must be a string",
      ],
      [
        "one application that is no list",
        () => here.scores({ ...environment, applicationKeys: "web" }),
        "applicationKeys must be",
      ],
    ] as const) {
      it(what, async () => {
        const { message } = await fails(call(), ...facts);
        expect(message).not.to.match(/undefined|\[object|NaN/);
        expect(emulator.calls).to.deep.equal([]);
      });
    }
  });

  describe("in one program", () => {
    it("share one rate limiter if they use the same account with the same settings", async () => {
      let inFlight = 0;
      let most = 0;
      const server = await serve((_, response) => {
        most = Math.max(most, ++inFlight);
        setTimeout(() => {
          inFlight -= 1;
          response.writeHead(200).end(JSON.stringify(group));
        }, 20);
      });
      const [one, another] = [
        await program(server, { maxConcurrency: "2" }),
        await program(server, { maxConcurrency: "2" }),
      ];
      await Promise.all(
        Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? one : another).group({ key: "checkout" })),
      );
      expect(server.requests).to.have.length(12);
      expect(most).to.equal(2);
      await server.close();
    });

    it("do not wait for functions with another token", async () => {
      const open: ServerResponse[] = [];
      // Responds only once two requests are in flight.
      const server = await serve((_, response) => {
        open.push(response);
        if (open.length === 2) for (const waiting of open) waiting.writeHead(200).end(JSON.stringify(group));
      });
      const [one, another] = [
        await program(server, { maxConcurrency: "1" }),
        await program(server, { maxConcurrency: "1", accessToken: "api-other" }),
      ];
      const found = await Promise.all([one.group({ key: "checkout" }), another.group({ key: "checkout" })]);
      expect(found).to.deep.equal([group, group]);
      expect(server.requests.map(({ headers }) => headers.authorization)).to.have.members([accessToken, "api-other"]);
      await server.close();
    });
  });
});
