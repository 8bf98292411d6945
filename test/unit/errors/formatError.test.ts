import { expect } from "chai";
import * as E from "fp-ts/Either";
import {
  notFound,
  connectionError,
  deletionUnproven,
  importMismatch,
  duplicateKey,
  unexpectedResponse,
  listIncomplete,
  recreated,
  apiErrorResponse,
  listUnstable,
  keyConflict,
  rateLimitTimeout,
  invalidConfiguration,
  createdButUnreadable,
  notApplied,
  networkError,
  decodeError,
  outcomeUnknown,
  type ApiError,
} from "../../../provider/errors/apiError.js";
import { formatError } from "../../../provider/errors/formatError.js";
import { describeGroup, type Operation } from "../../../provider/errors/operation.js";
import { InsightGroup } from "../../../provider/model/insightGroup.js";
import { checkout } from "../../support/groups.js";

const verbs = ["create", "import", "read", "update", "delete", "list"] as const;
const verbsOfAStack = verbs.filter((verb) => verb !== "list");

const read: Operation = { verb: "read", object: describeGroup("checkout") };

const says = (verb: Operation["verb"], error: ApiError, ...facts: readonly string[]): string => {
  const by = verb === "list" ? { by: "function" as const } : {};
  const message = formatError({ ...by, verb, object: describeGroup("checkout"), asked: checkout }, error);
  for (const fact of [verb, '"checkout"', ...facts]) expect(message).to.include(fact);
  expect(message, "nothing was left out").not.to.match(/undefined|null|\[object|NaN/);
  return message;
};

const body = { code: "some_code", message: "Some message", id: "0f6c-id" };

/** What LaunchDarkly has, when it differs from what was asked. */
const other = (given: object): InsightGroup => {
  const group = InsightGroup.decode({ ...checkout, createdAt: 1, ...given });
  if (E.isLeft(group)) throw new Error("not a group");
  return group.right;
};

describe("the explanation of an error", () => {
  it("says what failed and for which group, whatever the error", () => {
    const errors = [
      invalidConfiguration("there is no token"),
      networkError("ECONNRESET", true),
      connectionError("certificate", "self-signed certificate"),
      connectionError("proxy", "HTTP/1.1 407 Proxy Authentication Required"),
      apiErrorResponse(418, body),
      unexpectedResponse(502, "text/html"),
      decodeError(200, [{ property: "key", reason: "is missing" }]),
      notFound,
      keyConflict(other({ name: "Till" }), ["name"]),
      importMismatch(other({ name: "Till" }), ["name"]),
      duplicateKey,
      listUnstable,
      notApplied(other({ name: "Till" }), ["name"]),
      rateLimitTimeout(),
      outcomeUnknown(networkError("ECONNRESET", true)),
      createdButUnreadable(checkout, decodeError(201, [{ property: "createdAt", reason: "is missing" }])),
    ];
    for (const verb of verbs) {
      for (const error of errors) says(verb, error);
    }
  });

  it("says how many requests it took, and how long, if it took more than one", () => {
    const tried = (requests: number) => formatError(read, notFound, { requests, ms: 12_345 });
    expect(tried(7)).to.include("7 requests").and.to.include("12.3 s");
    for (const requests of [0, 1]) expect(tried(requests)).to.equal(formatError(read, notFound));
  });

  it("repeats what is wrong with the configuration", () => {
    says("read", invalidConfiguration("launchdarkly:apiHost must use https"), "launchdarkly:apiHost must use https.");
    expect(says("read", invalidConfiguration('did you mean "key"?'))).to.match(/"\?$/);
  });
});

describe("a reply that did not come", () => {
  it("is explained with the reason and where to look", () => {
    says(
      "create",
      networkError("connect ECONNREFUSED 127.0.0.1:1", false),
      "ECONNREFUSED",
      "network",
      "launchdarkly:apiHost",
    );
  });
});

describe("a connection that cannot be made", () => {
  it("is explained with the reason, and what lets it through", () => {
    const untrusted = connectionError("certificate", "self-signed certificate");
    for (const verb of verbs) {
      says(verb, untrusted, "(self-signed certificate)", "NODE_EXTRA_CA_CERTS", "launchdarkly:apiHost", "clock");
      says(verb, connectionError("proxy", "HTTP/1.1 407 No"), "(HTTP/1.1 407 No)", "HTTPS_PROXY", "NO_PROXY");
    }
  });
});

describe("a reply of something other than LaunchDarkly", () => {
  it("is explained with the status, the content type and where to look", () => {
    for (const verb of verbs)
      says(verb, unexpectedResponse(502, "text/html"), "502", "text/html", "launchdarkly:apiHost", "proxy");
  });

  it("is no word that the group is gone", () => {
    says("read", unexpectedResponse(404, "text/html"), "404", "not taken as a word that the group does not exist");
    expect(says("read", unexpectedResponse(502, "text/html"))).not.to.include("does not exist");
  });

  it("that redirects is not followed, and says so", () => {
    for (const status of [301, 302, 307, 308])
      says("read", unexpectedResponse(status, "text/html"), "not followed", "launchdarkly:apiHost");
  });
});

describe("a group of another shape", () => {
  it("is explained with the status, every problem and what to do", () => {
    const problems = [
      { property: "key", reason: "is missing" },
      { property: "createdAt", reason: "must be number" },
    ];
    says("read", decodeError(200, problems), "200", "key is missing", "createdAt must be number", "newer version");
    says("create", decodeError(201, [{ property: "", reason: "is missing" }]), "201", "is missing");
  });
});

describe("a refusal", () => {
  it("quotes the status, and LaunchDarkly's code, message and id", () => {
    for (const status of [400, 401, 403, 404, 409, 418, 422, 429, 500, 503]) {
      for (const verb of verbs)
        says(verb, apiErrorResponse(status, body), String(status), "some_code", "Some message", "0f6c-id");
    }
  });

  it("quotes each attribute with its reason", () => {
    const errors = [
      { attribute: "key", reason: "too long" },
      { attribute: "name", reason: "taken" },
    ];
    says("create", apiErrorResponse(400, { ...body, errors }), "key: too long", "name: taken");
    says(
      "create",
      apiErrorResponse(400, { ...body, errors: [{ reason: "too long" }, { attribute: "name" }] }),
      "too long",
      "name",
    );
  });

  it("quotes only the beginning of what is too long, in whole words, and still says what to do", () => {
    const reasons = Array.from({ length: 500 }, () => ({ attribute: "key", reason: "sdk-0123456789abcdef0123" }));
    for (const long of [
      { ...body, message: "so many words ".repeat(1_000) },
      { ...body, message: `${"x".repeat(490)} sdk-0123456789abcdef0123` },
      { ...body, message: "x".repeat(1_000) },
      { ...body, code: "y".repeat(1_000) },
      { ...body, errors: reasons },
    ]) {
      const message = says("create", apiErrorResponse(400, long), "0f6c-id", "Correct what it names");
      expect(message.length).to.be.lessThan(700);
      expect(message)
        .to.include(" …")
        .and.not.to.match(/sdk-0?1?2?3? …/);
    }
    const whole = "x".repeat(400);
    says("create", apiErrorResponse(400, { ...body, message: whole }), `${whole} (id`);
    const type = "text/html; ".repeat(1_000);
    expect(says("create", unexpectedResponse(502, type)).length).to.be.lessThan(800);
  });

  it("without an id shows none", () => {
    const message = says("create", apiErrorResponse(500, { code: "internal", message: "Sorry" }));
    expect(message).not.to.match(/\bid\b/);
  });

  it("ends with a next step, another for each of the documented statuses", () => {
    const [first, ...steps] = [418, 400, 401, 403, 404, 409, 429, 500].map(
      (status) => says("create", apiErrorResponse(status, body)).split("0f6c-id")[1],
    );
    expect(first).to.match(/\w{4}/);
    expect(new Set([first, ...steps]).size).to.equal(8);
  });

  it("for the token tells how to give one, and that refresh and destroy use the one in state", () => {
    says(
      "read",
      apiErrorResponse(401, body),
      "pulumi config set --secret launchdarkly:accessToken",
      "LAUNCHDARKLY_ACCESS_TOKEN",
      "`accessToken`",
      "Provider",
      "pulumi refresh",
      "pulumi destroy",
      "state",
      "--run-program",
    );
  });

  it("for want of access names permission, plan and beta", () => {
    for (const verb of verbs) says(verb, apiErrorResponse(403, body), "permit", "plan", "beta");
  });

  it("for something that is not there names, in create, the project and the environment", () => {
    says("create", apiErrorResponse(404, body), '"shop"', '"production"');
  });

  it("for something that is not there tells, in create, that a group being replaced is gone already", () => {
    says("create", apiErrorResponse(404, body), "replace", "already deleted", "pulumi up");
    expect(says("read", apiErrorResponse(404, body))).not.to.include("deleted");
  });

  it("for the rate limit says to wait", () => {
    says("update", apiErrorResponse(429, body), "rate limit", "Wait", "pulumi up");
  });

  it("that LaunchDarkly may get over says to run again", () => {
    for (const status of [409, 500, 502, 503, 599]) says("update", apiErrorResponse(status, body), "pulumi up");
  });
});

describe("a group that is not there", () => {
  it("was deleted outside, if it was to be updated, and refresh brings it back", () => {
    says("update", notFound, "deleted outside", "pulumi up --refresh");
  });

  it("but was to be imported, may be created instead", () => {
    says("import", notFound, "no such group", "Check the key", "take the option `import` away");
    expect(says("read", notFound)).not.to.include("import");
  });

  it("was looked up by a wrong key or in a wrong account", () => {
    const message = says("read", notFound, "no such group", "account", "key");
    expect(message).not.to.include("--refresh");
  });
});

describe("a 404 that does not prove that a group is gone", () => {
  const said404 = apiErrorResponse(404, { code: "not_found", message: "Invalid resource identifier" });

  it("says what the list was answered, and where to look", () => {
    says("read", deletionUnproven(said404), "does not prove", "list", "404 not_found", "apiHost", "without a path");
    says(
      "delete",
      deletionUnproven(unexpectedResponse(502, "text/html")),
      "does not prove",
      "list",
      "502",
      "text/html",
    );
    says(
      "read",
      deletionUnproven(listIncomplete(20, 18)),
      "of 20 groups",
      "shows 18",
      "role",
      "`pulumi state delete <urn>`",
    );
  });

  it("of another server is told from LaunchDarkly's own", () => {
    says(
      "read",
      apiErrorResponse(404, { code: "rest_no_route", message: "No route" }),
      "rest_no_route",
      "not LaunchDarkly's answer",
    );
    expect(says("read", said404)).not.to.include("not LaunchDarkly's answer");
  });
});

describe("a group that was created again", () => {
  it("is told with both times, and what to do, also where a time is none", () => {
    says("read", recreated(0, 1_000), "1970-01-01T00:00:00.000Z", "1970-01-01T00:00:01.000Z", "`import`");
    says("update", recreated(0, 1e300), "1e+300", "`pulumi state delete <urn>`");
  });
});

describe("a group that is not as it is to be imported", () => {
  it("is explained with every difference, and was not changed", () => {
    const theirs = other({ name: "Till", projectKey: "store", environmentKey: "test", applicationKeys: null });
    const message = says(
      "import",
      importMismatch(theirs, ["name", "projectKey", "environmentKey", "applicationKeys"]),
      'name "Till", not "Checkout"',
      'projectKey "store", not "shop"',
      'environmentKey "test", not "production"',
      'applicationKeys for all applications, not ["mobile","web"]',
      "Nothing was changed",
      "as LaunchDarkly has it",
    );
    expect(message).not.to.include("createdAt");
  });
});

describe("a group that two resources of a program have", () => {
  it("is one of them in the stack already, and the other needs another key", () => {
    for (const verb of ["create", "import"] as const)
      says(verb, duplicateKey, "another resource", "already", "another key");
  });
});

describe("a list", () => {
  const ofGroups = (error: ApiError, by: "function" | "command" = "function"): string =>
    formatError({ by, verb: "list", object: "insight groups" }, error);

  it("that changed all the time is to be read again", () => {
    expect(ofGroups(listUnstable)).to.match(/^Cannot list insight groups: groups came and went.*again\.$/);
  });

  it("that is refused is to be read again by whatever read it: not only a stack does", () => {
    for (const status of [400, 409, 429, 500, 503]) {
      expect(ofGroups(apiErrorResponse(status, body)), String(status)).not.to.include("pulumi up");
    }
  });

  it("that is refused for its token says nothing of what state keeps, which a list does not use", () => {
    expect(ofGroups(apiErrorResponse(401, body)))
      .to.include("LAUNCHDARKLY_ACCESS_TOKEN")
      .and.not.to.include("state");
  });

  it("of the command line names the variables that it reads, and no stack", () => {
    for (const error of [
      apiErrorResponse(401, body),
      networkError("ECONNREFUSED", false),
      unexpectedResponse(302, "text/html"),
      unexpectedResponse(502, ""),
    ]) {
      expect(ofGroups(error, "command"))
        .to.include("LAUNCHDARKLY_API_HOST")
        .and.not.to.match(/launchdarkly:|pulumi|Provider/);
    }
  });
});

describe("a key that is taken", () => {
  it("is explained with every difference, and how the group can be had", () => {
    const theirs = other({ name: "Till", projectKey: "store", applicationKeys: null });
    says(
      "create",
      keyConflict(theirs, ["name", "projectKey", "applicationKeys"]),
      '"Till"',
      '"Checkout"',
      '"store"',
      '"shop"',
      '["mobile","web"]',
      "all applications",
      "import",
    );
  });

  it("by a group just as declared is not said to differ", () => {
    const message = says("create", keyConflict(other({}), []), "just as declared", "import", "`aliases`");
    expect(message).not.to.include("differs");
  });
});

describe("a group that is not as it was asked for", () => {
  const operations = [{ op: "replace", path: "/name", value: "Checkout" }] as const;

  it("because LaunchDarkly writes its keys in another way says to write them so", () => {
    const spelling = { key: "check-out", projectKey: "SHOP" };
    const message = says(
      "create",
      notApplied(other(spelling), ["key", "projectKey"]),
      '"check-out"',
      '"checkout"',
      '"SHOP"',
      '"shop"',
    );
    expect(message).to.match(/write key, projectKey as LaunchDarkly returns/i);
    expect(message).to.include("pulumi up");
  });

  it("because a key differs needs a replacement only where another group was meant", () => {
    const differs = notApplied(other({ projectKey: "SHOP" }), ["projectKey"]);
    expect(says("create", differs)).not.to.include("--target-replace");
    expect(says("update", differs)).to.include("If another group is meant, `pulumi up --target-replace <urn>`");
  });

  for (const [what, asked, found] of [
    ["white space around a name", { name: " Checkout " }, { name: "Checkout" }],
    ["the case of a name", { name: "Checkout" }, { name: "CHECKOUT" }],
    [
      "the case of applications, of which two become one",
      { applicationKeys: ["Web", "web"] },
      { applicationKeys: ["web"] },
    ],
  ] as const) {
    it(`in nothing but ${what} says to write it so, and never to replace the group`, () => {
      const [name] = Object.keys(asked) as ["name" | "applicationKeys"]; // each has one property
      for (const verb of ["create", "import", "update"] as const) {
        const subject = { verb, object: describeGroup("checkout"), asked: { ...checkout, ...asked } };
        const message = formatError(subject, notApplied(other(found), [name], operations));
        expect(message).to.include(`Write ${name} as LaunchDarkly returns it, then run \`pulumi up\` again.`);
        expect(message).not.to.match(/--target-replace|will try/);
      }
    });
  }

  it("in the spelling of one property and the value of another says first to write the one", () => {
    const subject = { verb: "update", object: describeGroup("checkout"), asked: checkout } as const;
    const found = other({ name: "checkout", applicationKeys: ["tv"] });
    const message = formatError(subject, notApplied(found, ["name", "applicationKeys"], operations));
    expect(message).to.include("Write name as LaunchDarkly").and.include('applicationKeys ["tv"]');
    expect(message).not.to.include("--target-replace");
  });

  it("because an import made it anew, in a replacement, is in the stack as after a create", () => {
    const error = notApplied(other({ name: "Till" }), ["name"]);
    expect(says("import", error).replace("import", "create")).to.equal(says("create", error));
    expect(says("import", apiErrorResponse(404, body)).replace("import", "create")).to.equal(
      says("create", apiErrorResponse(404, body)),
    );
  });

  it("because another group was returned names both keys, also where nothing was asked", () => {
    const message = formatError(
      { verb: "read", object: describeGroup("checkout"), asked: { key: "checkout" } },
      notApplied(other({ key: "till" }), ["key"]),
    );
    expect(message).to.include('"till"').and.to.include('not "checkout"');
  });

  it("after a create is in the stack, and the next up will change it", () => {
    const message = says(
      "create",
      notApplied(other({ name: "Till" }), ["name"]),
      '"Till"',
      '"Checkout"',
      "in the stack",
      "pulumi up",
    );
    expect(message).not.to.include("--target-replace");
  });

  it("after a patch that did nothing quotes it and says how to replace the group", () => {
    const error = notApplied(other({ name: "Till" }), ["name"], operations);
    const facts = ["accepted", JSON.stringify(operations), '"Till"', "pulumi up --target-replace <urn>"];
    says("update", error, ...facts);
  });

  it("after a patch that was refused quotes both, and says how to replace the group", () => {
    const error = notApplied(other({ name: "Till" }), ["name"], operations, apiErrorResponse(422, body));
    const quoted = ["422", "some_code", "Some message", "0f6c-id", JSON.stringify(operations)];
    const message = says("update", error, ...quoted, "pulumi up --target-replace <urn>");
    expect(message).not.to.include("accepted");
    says(
      "update",
      notApplied(other({ name: "checkout" }), ["name"], operations, apiErrorResponse(422, body)),
      ...quoted,
    );
  });

  it("has all applications where it has no list", () => {
    const error = notApplied(other({ applicationKeys: [] }), ["applicationKeys"], []);
    says("update", error, "all applications", '["mobile","web"]');
  });
});

describe("a call that the rate limits left no room for", () => {
  it("is to be run again", () => {
    for (const verb of verbsOfAStack) says(verb, rateLimitTimeout(), "rate limits", "pulumi up");
    expect(says("list", rateLimitTimeout(), "rate limits", "Run this again")).not.to.include("pulumi up");
  });
});

describe("a call that LaunchDarkly asked to wait", () => {
  it("says what was answered, and for how long", () => {
    const asked = { answer: apiErrorResponse(503, body), waitMs: 3_600_000 };
    for (const verb of verbsOfAStack) {
      says(verb, rateLimitTimeout(asked), "LaunchDarkly answered 503", body.message, "wait 60 minutes", "pulumi up");
    }
    const page = { answer: unexpectedResponse(503, "text/html"), waitMs: 11.5 * 60_000 };
    says("update", rateLimitTimeout(page), "something other", "503, text/html", "wait 12 minutes");
  });
});

describe("a create whose end is not known", () => {
  it("is explained with the last error, and that the next up settles it", () => {
    says("create", outcomeUnknown(networkError("ECONNRESET", true)), "ECONNRESET", "pulumi up");
    const message = says("create", outcomeUnknown(apiErrorResponse(404, body)), "404", "0f6c-id");
    expect(message, "what a 404 means for a create").not.to.include("already deleted");
  });

  it("is in the stack, if only what LaunchDarkly answered cannot be read", () => {
    const unreadableAnswer = decodeError(201, [{ property: "createdAt", reason: "is missing" }]);
    says(
      "create",
      createdButUnreadable(checkout, unreadableAnswer),
      "was created",
      "createdAt is missing",
      "in the stack",
    );
  });
});
