import { expect } from "chai";
import { insightGroup } from "../../../provider/resources/insightGroup/index.js";
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
import { describeGroup, type Operation } from "../../../provider/errors/describeOperation.js";
import { InsightGroup } from "../../../provider/model/insightGroup.js";
import { checkout } from "../../support/groups.js";

const verbs = ["create", "import", "read", "update", "delete", "list"] as const;
const verbsOfAStack = verbs.filter((verb) => verb !== "list");

const read: Operation = { verb: "read", object: describeGroup("checkout") };

/** Formats the error, and asserts that the message names the verb, the group and the facts. */
const says = (verb: Operation["verb"], error: ApiError, ...facts: readonly string[]): string => {
  const by = verb === "list" ? { by: "function" as const } : {};
  const { requires = "" } = insightGroup.describe(verb, "checkout", { ...checkout });
  const message = formatError({ ...by, verb, object: describeGroup("checkout"), asked: checkout, requires }, error);
  for (const fact of [verb, '"checkout"', ...facts]) expect(message).to.include(fact);
  expect(message, "nothing was left out").not.to.match(/undefined|null|\[object|NaN/);
  return message;
};

const body = { code: "some_code", message: "Some message", id: "0f6c-id" };

/** A group of LaunchDarkly that differs from the declared one. */
const other = (given: object): InsightGroup => {
  const group = InsightGroup.decode({ ...checkout, createdAt: 1, ...given });
  if (E.isLeft(group)) throw new Error("not a group");
  return group.right;
};

describe("formatError", () => {
  it("names the verb and the group for every error", () => {
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
      outcomeUnknown(networkError("ECONNRESET", true), "it looks for it"),
      createdButUnreadable(checkout, decodeError(201, [{ property: "createdAt", reason: "is missing" }])),
    ];
    for (const verb of verbs) {
      for (const error of errors) says(verb, error);
    }
  });

  it("adds the number of requests and the time if there was more than one request", () => {
    const tried = (requests: number) => formatError(read, notFound, { requests, ms: 12_345 });
    expect(tried(7)).to.include("7 requests").and.to.include("12.3 s");
    for (const requests of [0, 1]) expect(tried(requests)).to.equal(formatError(read, notFound));
  });

  it("quotes the problem of the configuration", () => {
    says("read", invalidConfiguration("launchdarkly:apiHost must use https"), "launchdarkly:apiHost must use https.");
    expect(says("read", invalidConfiguration('did you mean "key"?'))).to.match(/"\?$/);
  });
});

describe("formatError of a NetworkError", () => {
  it("states the reason and names what to check", () => {
    says(
      "create",
      networkError("connect ECONNREFUSED 127.0.0.1:1", false),
      "ECONNREFUSED",
      "network",
      "launchdarkly:apiHost",
    );
  });
});

describe("formatError of a ConnectionError", () => {
  it("states the reason and the variables that let the connection through", () => {
    const untrusted = connectionError("certificate", "self-signed certificate");
    for (const verb of verbs) {
      says(verb, untrusted, "(self-signed certificate)", "NODE_EXTRA_CA_CERTS", "launchdarkly:apiHost", "clock");
      says(verb, connectionError("proxy", "HTTP/1.1 407 No"), "(HTTP/1.1 407 No)", "HTTPS_PROXY", "NO_PROXY");
    }
  });
});

describe("formatError of an UnexpectedResponse", () => {
  it("states the status and the content type and names what to check", () => {
    for (const verb of verbs)
      says(verb, unexpectedResponse(502, "text/html"), "502", "text/html", "launchdarkly:apiHost", "proxy");
  });

  it("does not treat a 404 as evidence that the group is gone", () => {
    says("read", unexpectedResponse(404, "text/html"), "404", "not evidence that it does not exist");
    expect(says("read", unexpectedResponse(502, "text/html"))).not.to.include("does not exist");
  });

  it("says that redirects are not followed", () => {
    for (const status of [301, 302, 307, 308])
      says("read", unexpectedResponse(status, "text/html"), "not followed", "launchdarkly:apiHost");
  });
});

describe("formatError of a DecodeError", () => {
  it("states the status and every problem and says what to do", () => {
    const problems = [
      { property: "key", reason: "is missing" },
      { property: "createdAt", reason: "must be number" },
    ];
    says("read", decodeError(200, problems), "200", "key is missing", "createdAt must be number", "newer version");
    says("create", decodeError(201, [{ property: "", reason: "is missing" }]), "201", "is missing");
  });
});

describe("formatError of an ApiErrorResponse", () => {
  it("quotes the status and LaunchDarkly's code, message and id", () => {
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

  it("cuts a long quote between words and still says what to do", () => {
    const reasons = Array.from({ length: 500 }, () => ({ attribute: "key", reason: "sdk-0123456789abcdef0123" }));
    for (const long of [
      { ...body, message: "so many words ".repeat(1_000) },
      { ...body, message: `${"x".repeat(490)} sdk-0123456789abcdef0123` },
      { ...body, message: "x".repeat(1_000) },
      { ...body, code: "y".repeat(1_000) },
      { ...body, errors: reasons },
    ]) {
      const message = says("create", apiErrorResponse(400, long), "0f6c-id", "Correct the attributes it names");
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

  it("mentions no id if the response has none", () => {
    const message = says("create", apiErrorResponse(500, { code: "internal", message: "Sorry" }));
    expect(message).not.to.match(/\bid\b/);
  });

  it("ends with a different next step for each documented status", () => {
    const [first, ...steps] = [418, 400, 401, 403, 404, 409, 429, 500].map(
      (status) => says("create", apiErrorResponse(status, body)).split("0f6c-id")[1],
    );
    expect(first).to.match(/\w{4}/);
    expect(new Set([first, ...steps]).size).to.equal(8);
  });

  it("says how to set a token for a 401, and that refresh and destroy use the token in state", () => {
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

  it("names permission, plan and beta for a 403", () => {
    for (const verb of verbs) says(verb, apiErrorResponse(403, body), "permit", "plan", "beta");
  });

  it("names the project and the environment for a 404 to a create", () => {
    says("create", apiErrorResponse(404, body), '"shop"', '"production"');
  });

  it("says that a replaced group is already deleted for a 404 to its create", () => {
    says("create", apiErrorResponse(404, body), "replace", "already deleted", "pulumi up");
    expect(says("read", apiErrorResponse(404, body))).not.to.include("deleted");
  });

  it("says to wait for a 429", () => {
    says("update", apiErrorResponse(429, body), "rate limit", "Wait", "pulumi up");
  });

  it("says to run again for a 409 or a 5xx", () => {
    for (const status of [409, 500, 502, 503, 599]) says("update", apiErrorResponse(status, body), "pulumi up");
  });
});

describe("formatError of NotFound", () => {
  it("says for an update that the group was deleted outside Pulumi and how to create it again", () => {
    says("update", notFound, "deleted outside", "pulumi up --refresh");
  });

  it("offers to create the group for an import", () => {
    says("import", notFound, "it does not exist in the account", "Check the key", "remove the option `import`");
    expect(says("read", notFound)).not.to.include("import");
  });

  it("names the key and the account for a read", () => {
    const message = says("read", notFound, "it does not exist in the account", "account", "key");
    expect(message).not.to.include("--refresh");
  });
});

describe("formatError of DeletionUnproven", () => {
  const said404 = apiErrorResponse(404, { code: "not_found", message: "Invalid resource identifier" });

  it("quotes the response to the list and names what to check", () => {
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
      "counts 20 groups",
      "lists 18",
      "role",
      "`pulumi state delete <urn>`",
    );
  });

  it("distinguishes the 404 of another server from LaunchDarkly's", () => {
    says(
      "read",
      apiErrorResponse(404, { code: "rest_no_route", message: "No route" }),
      "rest_no_route",
      "not LaunchDarkly's response",
    );
    expect(says("read", said404)).not.to.include("not LaunchDarkly's response");
  });
});

describe("formatError of Recreated", () => {
  it("states both times, valid or not, and says what to do", () => {
    says("read", recreated(0, 1_000), "1970-01-01T00:00:00.000Z", "1970-01-01T00:00:01.000Z", "`import`");
    says("update", recreated(0, 1e300), "1e+300", "`pulumi state delete <urn>`");
    const sent = [{ op: "replace", path: "/name", value: "Till" }] as const;
    says("update", recreated(0, 1_000, sent), "accepted this update for the new group", JSON.stringify(sent));
  });
});

describe("formatError of ImportMismatch", () => {
  it("lists every difference and says that nothing was changed", () => {
    const theirs = other({ name: "Till", projectKey: "store", environmentKey: "test", applicationKeys: null });
    const message = says(
      "import",
      importMismatch(theirs, ["name", "projectKey", "environmentKey", "applicationKeys"]),
      'name "Till", not "Checkout"',
      'projectKey "store", not "shop"',
      'environmentKey "test", not "production"',
      'applicationKeys unset (all applications), not ["mobile","web"]',
      "Nothing was changed",
      "as it is in LaunchDarkly",
    );
    expect(message).not.to.include("createdAt");
  });
});

describe("formatError of DuplicateKey", () => {
  it("says that one of two resources needs another key", () => {
    for (const verb of ["create", "import"] as const)
      says(verb, duplicateKey, "another resource", "already", "Change the key");
  });
});

describe("formatError of a list", () => {
  const ofGroups = (error: ApiError, by: "function" | "command" = "function"): string =>
    formatError({ by, verb: "list", object: "insight groups" }, error);

  it("says to run again if the list kept changing", () => {
    expect(ofGroups(listUnstable)).to.match(/^Cannot list insight groups: groups were created or deleted.*again\.$/);
  });

  it("does not say to run `pulumi up` for an error of a function", () => {
    for (const status of [400, 409, 429, 500, 503]) {
      expect(ofGroups(apiErrorResponse(status, body)), String(status)).not.to.include("pulumi up");
    }
  });

  it("does not mention state for the 401 of a function", () => {
    expect(ofGroups(apiErrorResponse(401, body)))
      .to.include("LAUNCHDARKLY_ACCESS_TOKEN")
      .and.not.to.include("state");
  });

  it("names only environment variables for the command line, and no stack", () => {
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

describe("formatError of KeyConflict", () => {
  it("lists every difference and says how to import the group", () => {
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

  it("does not say that an identical group differs", () => {
    const message = says("create", keyConflict(other({}), []), "identical to its declaration", "import", "`aliases`");
    expect(message).not.to.include("differs");
  });
});

describe("formatError of NotApplied", () => {
  const operations = [{ op: "replace", path: "/name", value: "Checkout" }] as const;

  it("says to write keys as LaunchDarkly returns them", () => {
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

  it("offers to replace a group with another key in an update, but not in a create", () => {
    const differs = notApplied(other({ projectKey: "SHOP" }), ["projectKey"]);
    expect(says("create", differs)).not.to.include("--target-replace");
    expect(says("update", differs)).to.include(
      "If you mean another group, replace this one with `pulumi up --target-replace <urn>`",
    );
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
    it(`says to write the value as LaunchDarkly does, not to replace the group, if it differs in ${what}`, () => {
      const [name] = Object.keys(asked) as ["name" | "applicationKeys"]; // each has one property
      for (const verb of ["create", "import", "update"] as const) {
        const subject = { verb, object: describeGroup("checkout"), asked: { ...checkout, ...asked } };
        const message = formatError(subject, notApplied(other(found), [name], operations));
        expect(message).to.include(`Write ${name} as LaunchDarkly returns it, then run \`pulumi up\` again.`);
        expect(message).not.to.match(/--target-replace|to change it/);
      }
    });
  }

  it("says to correct a spelling first if another value also differs", () => {
    const subject = { verb: "update", object: describeGroup("checkout"), asked: checkout } as const;
    const found = other({ name: "checkout", applicationKeys: ["tv"] });
    const message = formatError(subject, notApplied(found, ["name", "applicationKeys"], operations));
    expect(message).to.include("Write name as LaunchDarkly").and.include('applicationKeys ["tv"]');
    expect(message).not.to.include("--target-replace");
  });

  it("says the same for an import that creates the group in a replacement as for a create", () => {
    const error = notApplied(other({ name: "Till" }), ["name"]);
    expect(says("import", error).replace("import", "create")).to.equal(says("create", error));
    expect(says("import", apiErrorResponse(404, body)).replace("import", "create")).to.equal(
      says("create", apiErrorResponse(404, body)),
    );
  });

  it("names both keys if LaunchDarkly returned another group", () => {
    const message = formatError(
      { verb: "read", object: describeGroup("checkout"), asked: { key: "checkout" } },
      notApplied(other({ key: "till" }), ["key"]),
    );
    expect(message).to.include('"till"').and.to.include('not "checkout"');
  });

  it("says after a create that the group is in the stack and how to change it", () => {
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

  it("quotes a patch without effect and says how to replace the group", () => {
    const error = notApplied(other({ name: "Till" }), ["name"], operations);
    const facts = ["accepted", JSON.stringify(operations), '"Till"', "pulumi up --target-replace <urn>"];
    says("update", error, ...facts);
  });

  it("quotes a rejected patch and the response, and says how to replace the group", () => {
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

  it("names all applications for an empty list", () => {
    const error = notApplied(other({ applicationKeys: [] }), ["applicationKeys"], []);
    says("update", error, "all applications", '["mobile","web"]');
  });
});

describe("formatError of a RateLimitTimeout", () => {
  it("says to run again", () => {
    for (const verb of verbsOfAStack) says(verb, rateLimitTimeout(), "rate limits", "pulumi up");
    expect(says("list", rateLimitTimeout(), "rate limits", "Run this again")).not.to.include("pulumi up");
  });
});

describe("formatError of a RateLimitTimeout after a response that asked to wait", () => {
  it("quotes the response and states the minutes to wait", () => {
    const asked = { answer: apiErrorResponse(503, body), waitMs: 3_600_000 };
    for (const verb of verbsOfAStack) {
      says(verb, rateLimitTimeout(asked), "LaunchDarkly returned 503", body.message, "wait 60 minutes", "pulumi up");
    }
    const page = { answer: unexpectedResponse(503, "text/html"), waitMs: 11.5 * 60_000 };
    says("update", rateLimitTimeout(page), "did not come from LaunchDarkly's API (503, text/html)", "wait 12 minutes");
    says("update", rateLimitTimeout({ ...page, waitMs: 1e14 }), "wait more than a day");
  });
});

describe("formatError of OutcomeUnknown and CreatedButUnreadable", () => {
  it("states the last error and says that the next `pulumi up` finds or creates the group", () => {
    says(
      "create",
      outcomeUnknown(networkError("ECONNRESET", true), "it looks for it"),
      "ECONNRESET",
      "Run `pulumi up` again: it looks for it.",
    );
    const message = says("create", outcomeUnknown(apiErrorResponse(404, body), "it looks for it"), "404", "0f6c-id");
    expect(message, "what a 404 means for a create").not.to.include("already deleted");
  });

  it("says that the group is in the stack if only the response cannot be read", () => {
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
