import { expect } from "chai";
import { startEmulator, type Emulator, type FaultKind } from "../../../../emulator/index.js";
import { insightGroup } from "../../../../provider/provider.js";
import { checkout, shop } from "../../../support/groups.js";
import {
  __provider,
  answers,
  connect,
  fails,
  scriptFaults,
  impatient,
  methods,
  said,
  serve,
  type Failure,
  type Values,
} from "../../../support/live.js";

const news = { ...checkout, __provider };
const minute = 60_000;
const hour = 60 * minute;

describe("create of an insight group", () => {
  /** LaunchDarkly's clock, which differs greatly from the local clock. */
  let now: number;
  let emulator: Emulator;
  beforeEach(async () => {
    now = Date.UTC(2031, 5, 6, 7, 8, 9);
    emulator = await startEmulator({ now: () => now });
    await connect(emulator);
  });
  afterEach(() => emulator.close());

  /** Adds a group that existed before. */
  const put = (age: number, group: object = {}) => {
    emulator.groups.set("checkout", { ...checkout, createdAt: now - age, ...group });
  };
  /** Creates the group, and returns the warnings. */
  const created = async (asked = news): Promise<string> => {
    const warnings = await said(async () => {
      const { id, outs } = await insightGroup.create(asked);
      const stored = emulator.groups.get("checkout");
      expect({ id, ...outs }).to.deep.equal({ id: "checkout", ...stored });
    });
    expect([...emulator.groups.keys()]).to.deep.equal(["checkout"]);
    return warnings.join("\n");
  };

  describe("if the POST succeeded but its reply is lost,", () => {
    const kinds: readonly FaultKind[] = ["resetAfter", "error500After", "cutShort", "notJson"];
    for (const kind of kinds) {
      it(`finds the group with a GET and warns, without a second POST (${kind})`, async () => {
        scriptFaults(emulator, kind);
        expect(await created()).to.match(/^launchdarkly: warning: Insight group "checkout" .*reply .* was lost/);
        expect(methods(emulator)).to.deep.equal(["POST", "GET"]);
      });
    }

    it("finds the group if the reply comes too late", async () => {
      await connect(emulator, { requestTimeout: "0.2" });
      scriptFaults(emulator, "slow");
      expect(await created())
        .to.include('"checkout"')
        .and.include("was lost");
      expect(methods(emulator)).to.deep.equal(["POST", "GET"]);
    });

    it("finds the group even if adoption is off", async () => {
      await connect(emulator, { adoptWithin: "0" });
      scriptFaults(emulator, "resetAfter");
      expect(await created()).to.include("was lost");
    });

    it("finds the group despite further failures", async () => {
      scriptFaults(emulator, "resetAfter", "html404", "limited", "conflict");
      expect(await created()).to.include("was lost");
      expect(methods(emulator)).to.deep.equal(["POST", "GET", "GET", "GET", "GET"]);
    });

    it("refuses a group exactly as declared that existed long before", async () => {
      for (const adoptWithin of ["3600", "0"]) {
        await connect(emulator, { adoptWithin });
        put(hour + minute);
        scriptFaults(emulator, "resetBefore");
        await fails(insightGroup.create(news), "identical to its declaration but not in this stack");
      }
    });

    for (const kind of ["error500After", "error500Before", "html5xx"] as const) {
      const other =
        kind === "error500After"
          ? "keeps its own group with adoption off"
          : "refuses another stack's group with adoption off, however recent,";
      it(`${other} if it was answered 5xx (${kind})`, async () => {
        await connect(emulator, { adoptWithin: "0" });
        scriptFaults(emulator, kind);
        if (kind === "error500After") {
          expect(await created()).to.include("was lost");
        } else {
          put(50_000);
          await fails(insightGroup.create(news), "identical to its declaration but not in this stack");
        }
        expect(methods(emulator)).to.deep.equal(["POST", "GET"]);
      });
    }

    it("keeps its own group in the stack if LaunchDarkly normalizes its keys, and says what to write", async () => {
      const padded = { ...news, name: " Checkout ", projectKey: "Shop", applicationKeys: ["Mobile", "web"] };
      const server = await serve(({ method }, response) => {
        if (method === "POST") response.destroy();
        else response.end(JSON.stringify({ ...checkout, createdAt: Date.now() }));
      });
      await connect(server, { adoptWithin: "0" });
      const warnings = await said(async () => {
        const error = await fails(
          insightGroup.create(padded),
          "Write name, projectKey, applicationKeys as LaunchDarkly returns it",
          "The group is in the stack",
        );
        expect(error.properties).to.deep.include(checkout);
      });
      expect(warnings.join()).to.include("was lost").and.not.include("exactly");
      expect(server.requests.map(({ method }) => method)).to.deep.equal(["POST", "GET"]);
      await server.close();
    });

    it("adopts a group of an earlier run with the warning about other stacks, not as its own", async () => {
      put(55 * minute);
      scriptFaults(emulator, "error500Before");
      const warning = await created();
      expect(warning).to.include("3300 s ago").and.include("another stack").and.include("pulumi state delete");
      expect(warning).not.to.include("was lost");
    });

    it("refuses a group of unknown age if no Date shows how old it is", async () => {
      for (const age of [0, 3 * 365 * 24 * hour]) {
        const server = await serve(({ method }, response) => {
          response.sendDate = false;
          response.statusCode = method === "POST" ? 503 : 200;
          const group = { ...checkout, createdAt: Date.now() - age };
          response.end(JSON.stringify(method === "POST" ? { code: "unavailable", message: "Unavailable" } : group));
        });
        await connect(server);
        await fails(insightGroup.create(news), "identical to its declaration but not in this stack");
        await server.close();
      }
    });

    it("refuses another group that another user created with the key meanwhile", async () => {
      put(0, { name: "Till" });
      scriptFaults(emulator, "html5xx");
      const { id } = await fails(insightGroup.create(news), "already has", 'name "Till", not "Checkout"', "import");
      expect(id).to.equal(undefined);
      expect(emulator.groups.get("checkout")).to.include({ name: "Till" });
      expect(methods(emulator)).to.deep.equal(["POST", "GET"]);
    });
  });

  describe("if the POST was not acted on,", () => {
    const kinds: readonly FaultKind[] = ["resetBefore", "error500Before", "html5xx", "html404"];
    for (const kind of kinds) {
      it(`sends a GET before it sends the POST again (${kind})`, async () => {
        scriptFaults(emulator, kind);
        expect(await created()).to.equal("");
        expect(methods(emulator)).to.deep.equal(["POST", "GET", "POST"]);
      });
    }

    for (const kind of ["limited", "limitedBare"] as const) {
      it(`sends the POST again without a GET after a rate limit (${kind})`, async () => {
        scriptFaults(emulator, kind, kind);
        expect(await created()).to.equal("");
        expect(methods(emulator)).to.deep.equal(["POST", "POST", "POST"]);
      });
    }

    it("sends a GET before each further POST", async () => {
      scriptFaults(emulator, "resetBefore", undefined, "html5xx", "resetBefore", undefined, "resetAfter");
      expect(await created()).to.include("was lost");
      expect(methods(emulator)).to.deep.equal(["POST", "GET", "POST", "GET", "GET", "POST", "GET"]);
    });

    it("refuses a group with adoption off if another stack creates it after a GET that found none", async () => {
      let createdAt: number | undefined;
      const server = await serve(({ method }, response) => {
        const posts = server.requests.filter((request) => request.method === "POST").length;
        if (method === "POST" && posts === 3) createdAt = Date.now();
        const [status, body] =
          createdAt === undefined
            ? method === "POST"
              ? [503, { code: "unavailable", message: "Unavailable" }]
              : [404, { code: "not_found", message: "No" }]
            : method === "POST"
              ? [409, { code: "conflict", message: "Conflict" }]
              : [200, { ...checkout, createdAt }];
        response.writeHead(status).end(JSON.stringify(body));
      });
      await connect(server, { adoptWithin: "0" });
      await fails(insightGroup.create(news), "identical to its declaration but not in this stack", "import");
      expect(server.requests.map(({ method }) => method)).to.deep.equal(["POST", "GET", "POST", "GET", "POST", "GET"]);
      await connect(server);
      expect((await said(() => insightGroup.create(news))).join())
        .to.include("interrupted run")
        .and.include("another");
      await server.close();
    });

    it("does not claim that the POST was sent if nothing listened", async () => {
      await emulator.close();
      await connect(emulator, impatient);
      const { message } = await fails(insightGroup.create(news), "no reply", "ECONNREFUSED", "requests in 0.");
      expect(message).not.to.include("the request was sent but its outcome is unknown");
    });
  });

  for (const duplicateStatus of [409, 400] as const) {
    describe(`with a key that exists, answered ${String(duplicateStatus)},`, () => {
      beforeEach(() => {
        emulator.behaviour.duplicateStatus = duplicateStatus;
      });
      const refuses = async (...facts: readonly string[]) => {
        const before = emulator.groups.get("checkout");
        const warnings = await said(async () => {
          const error = await fails(insightGroup.create(news), "already has a group with this key", "import", ...facts);
          expect(error, "what is not ours is not kept").not.to.have.any.keys("id", "properties", "reasons");
          expect(error.message).to.include("`aliases`");
        });
        expect(warnings).to.deep.equal([]);
        expect(methods(emulator)).to.deep.equal(["POST", "GET"]);
        expect(emulator.groups.get("checkout")).to.equal(before);
      };

      it("adopts a recent group exactly as declared, and warns about what a destroy would do", async () => {
        put(10 * minute);
        const warning = await created();
        expect(warning).to.include('"checkout"').and.include("600 s ago").and.include("interrupted run");
        expect(warning).to.include("destroy").and.include("pulumi state delete");
        expect(methods(emulator)).to.deep.equal(["POST", "GET"]);
      });

      it("adopts the group whatever the order of its applications", async () => {
        put(minute, { applicationKeys: ["web", "mobile", "web"] });
        const warnings = await said(async () => {
          expect((await insightGroup.create(news)).outs).to.deep.include(checkout);
        });
        expect(warnings).to.have.length(1);
      });

      it("refuses a group exactly as declared that is older than the window", async () => {
        put(hour + 1_000);
        await refuses("identical to its declaration but not in this stack");
      });

      it("adopts a group that is nearly as old as the window", async () => {
        put(hour - 1_000);
        expect(await created()).to.include("interrupted run");
      });

      it("uses the configured length of the window", async () => {
        await connect(emulator, { adoptWithin: "60" });
        put(59_000);
        expect(await created()).to.include("interrupted run");
        await connect(emulator, { adoptWithin: "60" });
        emulator.calls.length = 0;
        put(61_000);
        await refuses("not in this stack");
      });

      it("refuses even the most recent group if adoption is off", async () => {
        await connect(emulator, { adoptWithin: "0" });
        put(0);
        await refuses("identical to its declaration but not in this stack");
      });

      it("refuses a group that differs, and names each property", async () => {
        put(0, { name: "Till", projectKey: "store", environmentKey: "test", applicationKeys: null });
        await refuses(
          'name "Till", not "Checkout"',
          'projectKey "store", not "shop"',
          'environmentKey "test", not "production"',
          'applicationKeys unset (all applications), not ["mobile","web"]',
        );
      });

      it("uses LaunchDarkly's clock for both times, however wrong the local clock is", async () => {
        for (const year of [1999, 2050]) {
          now = Date.UTC(year, 1, 2);
          put(10 * minute);
          await connect(emulator);
          expect(await created()).to.include("interrupted run");
          put(2 * hour);
          await connect(emulator);
          await fails(insightGroup.create(news), "not in this stack");
        }
      });
    });
  }

  it("does not adopt a recent group if no Date shows its age", async () => {
    const server = await serve(({ method }, response) => {
      response.sendDate = false;
      response.statusCode = method === "POST" ? 409 : 200;
      const group = { ...checkout, createdAt: Date.now() };
      response.end(JSON.stringify(method === "POST" ? { code: "conflict", message: "Conflict" } : group));
    });
    await connect(server);
    await fails(insightGroup.create(news), "not in this stack");
    await server.close();
  });

  it("reports a 400 unchanged after exactly one GET if there is no such group", async () => {
    const body = { code: "invalid_request", message: "Bad", errors: [{ attribute: "name", reason: "is too long" }] };
    const server = await serve(({ method }, response) => {
      response.statusCode = method === "POST" ? 400 : 404;
      response.end(JSON.stringify(method === "POST" ? body : { code: "not_found", message: "No" }));
    });
    await connect(server);
    await fails(insightGroup.create(news), "400 invalid_request", "name: is too long");
    expect(server.requests.map(({ method }) => method)).to.deep.equal(["POST", "GET"]);
    await server.close();
  });

  it("retries a 409 that was only a race", async () => {
    scriptFaults(emulator, "conflict", undefined, "conflict", undefined);
    expect(await created()).to.equal("");
    expect(methods(emulator)).to.deep.equal(["POST", "GET", "POST", "GET", "POST"]);
  });

  it("fails at the deadline with the status 409 if the race does not end", async () => {
    const server = await serve(({ method }, response) => {
      response.statusCode = method === "POST" ? 409 : 404;
      response.end(JSON.stringify({ code: method === "POST" ? "lock_error" : "not_found", message: "No" }));
    });
    await connect(server, impatient);
    await fails(insightGroup.create(news), "409 lock_error", "requests in 0.");
    await server.close();
  });

  it("gives up after some attempts if 409 and 404 alternate, and says what is known", async () => {
    const server = await serve(({ method }, response) => {
      response.statusCode = method === "POST" ? 409 : 404;
      response.end(JSON.stringify({ code: method === "POST" ? "conflict" : "not_found", message: "No" }));
    });
    await connect(server);
    await fails(insightGroup.create(news), "409 conflict", "LaunchDarkly does not show it", "(18 requests in ");
    expect(server.requests.map(({ method }) => method)).to.deep.equal(Array(9).fill(["POST", "GET"]).flat());
    await server.close();
  }).timeout(60_000);

  for (const duplicateStatus of [409, 400] as const) {
    describe(`with a key that LaunchDarkly stores in lower case, answered ${String(duplicateStatus)},`, () => {
      const Checkout = { ...news, key: "Checkout" };
      beforeEach(() => {
        emulator.behaviour.normalizeKeys = "lower";
        emulator.behaviour.duplicateStatus = duplicateStatus;
      });

      it("keeps its own group although the reply was lost, and says what to write", async () => {
        await connect(emulator, { adoptWithin: "0" });
        scriptFaults(emulator, "resetAfter");
        let error: Failure | undefined;
        const warnings = await said(async () => {
          error = await fails(insightGroup.create(Checkout), 'key "checkout", not "Checkout"', "Write key as");
        });
        expect(warnings.join()).to.include("was lost");
        expect(error).to.have.property("id", "checkout");
        expect(error?.properties).to.deep.equal({ ...emulator.groups.get("checkout"), __provider });
        expect(methods(emulator)).to.deep.equal(["POST", "GET", "POST", "GET", "GET"]);
        expect(emulator.calls.at(-1)).to.include({ key: "checkout", status: 200 });
      });

      it("names a group that is not its own, and keeps nothing", async () => {
        put(2 * hour, { name: "Till" });
        const error = await fails(
          insightGroup.create(Checkout),
          `${String(duplicateStatus)} `,
          'no group with the key "Checkout", but it has "checkout"',
          'name "Till", not "Checkout"',
          "import",
        );
        expect(error).not.to.have.any.keys("id", "properties", "reasons");
        expect(emulator.groups.get("checkout")).to.include({ name: "Till" });
      }).timeout(60_000);
    });
  }

  it("with capitals in the key survives a race although the key exists in lower case as another group", async () => {
    put(minute);
    scriptFaults(emulator, "conflict", undefined, undefined, "conflict");
    const { id } = await insightGroup.create({ ...news, key: "Checkout" });
    expect(id).to.equal("Checkout");
    expect([...emulator.groups.keys()]).to.deep.equal(["checkout", "Checkout"]);
    expect(methods(emulator)).to.deep.equal(["POST", "GET", "GET", "POST", "GET", "GET", "POST"]);
  });

  describe("with a key that another resource is creating", () => {
    const twins = () => Promise.allSettled([insightGroup.create(news), insightGroup.create(news)]);

    it("is refused without a request, however late the reply to the other create comes", async () => {
      scriptFaults(emulator, "slow");
      const [first, second] = await twins();
      expect(first).to.have.property("status", "fulfilled");
      expect(second).to.have.property("reason").that.has.property("message").that.includes("same key");
      expect(methods(emulator)).to.deep.equal(["POST"]);
    });

    it("is possible once the other create has failed", async () => {
      emulator.behaviour.projects = {};
      const [first] = await twins();
      expect(first).to.have.property("status", "rejected");
      emulator.behaviour.projects = undefined;
      expect(await created()).to.equal("");
    });
  });

  describe("with an unknown outcome at the deadline", () => {
    const unsettled = async (values: Values = impatient) => {
      await connect(emulator, values);
      const error = await fails(
        insightGroup.create(news),
        "the request was sent but its outcome is unknown",
        "Run `pulumi up` again: it finds the group or creates it.",
      );
      expect(error).not.to.have.property("id");
      emulator.setFaults(undefined);
      await connect(emulator);
    };

    it("says so, and the next up finds the group", async () => {
      emulator.setFaults({ resetAfter: 1 });
      await unsettled();
      expect(methods(emulator).filter((method) => method === "POST")).to.have.length(1);
      expect(await created()).to.include("interrupted run");
    });

    it("says so, and the next up creates the group that does not exist", async () => {
      emulator.setFaults({ resetBefore: 1 });
      await unsettled();
      expect(methods(emulator).filter((method) => method === "POST")).to.have.length(1);
      expect(await created()).to.equal("");
    });

    it("says so even if no time was left for a GET", async () => {
      emulator.setFaults({ slow: 1, slowMs: 1_000 });
      await unsettled({ deadline: "0.2", requestTimeout: "10" });
      expect(methods(emulator)).to.deep.equal(["POST"]);
    });

    it("says so if the token is revoked before the GET", async () => {
      const server = await serve(({ method }, response) => {
        if (method === "POST") response.destroy();
        else response.writeHead(401).end(JSON.stringify({ code: "unauthorized", message: "Revoked" }));
      });
      await connect(server);
      await fails(
        insightGroup.create(news),
        "the request was sent but its outcome is unknown",
        "401 unauthorized: Revoked",
        "Run `pulumi up` again: it finds",
      );
      await server.close();
    });
  });

  it("keeps a group in state if LaunchDarkly returns something that cannot be decoded", async () => {
    const server = await answers(201, { ...checkout, createdAt: "yesterday" });
    await connect(server);
    const error = await fails(insightGroup.create(news), "was created", "createdAt must be a number", "in the stack");
    expect(error.id).to.equal("checkout");
    expect(error.properties).to.deep.equal(news);
    expect(server.requests.map(({ method }) => method)).to.deep.equal(["POST", "GET"]);
    await server.close();
  });

  it("sends a GET if only the reply to the POST cannot be decoded", async () => {
    const createdAt = Date.now();
    const server = await serve(({ method }, response) => {
      response.end(JSON.stringify(method === "POST" ? {} : { ...checkout, createdAt }));
    });
    await connect(server);
    await said(async () => {
      expect((await insightGroup.create(news)).outs).to.include({ createdAt });
    });
    await server.close();
  });

  it("keeps a group in state that LaunchDarkly created differently from its declaration", async () => {
    const server = await answers(201, { ...checkout, name: "CHECKOUT", createdAt: 5 });
    await connect(server);
    const error = await fails(insightGroup.create(news), '"CHECKOUT", not "Checkout"', "in the stack");
    expect(error.properties).to.deep.equal({ ...checkout, name: "CHECKOUT", createdAt: 5, __provider });
    await server.close();
  });

  describe("before the delete of the same key by the same process", () => {
    const olds = { ...news, createdAt: 1 };
    const skips = async () => {
      emulator.calls.length = 0;
      const warnings = await said(() => insightGroup.delete("checkout", olds));
      expect(warnings.join()).to.include("warning").and.include('"checkout" is not deleted').and.include("`aliases`");
      expect(emulator.calls).to.deep.equal([]);
      expect([...emulator.groups.keys()]).to.deep.equal(["checkout"]);
    };

    it("skips the delete with a warning if the group was adopted, because the resource was renamed", async () => {
      put(minute);
      await said(() => insightGroup.create(news));
      await skips();
    });

    it("skips the delete if the group was created", async () => {
      await insightGroup.create(news);
      await skips();
    });

    it("skips the delete if the group was created but differs from its declaration", async () => {
      emulator.behaviour.normalizeKeys = "lower";
      await fails(insightGroup.create({ ...news, projectKey: "SHOP" }));
      await skips();
    });

    it("does not skip the delete if the create was refused", async () => {
      put(2 * hour);
      await fails(insightGroup.create(news));
      await insightGroup.delete("checkout", olds);
      expect(emulator.groups.size).to.equal(0);
    });

    it("does not skip the delete by another process or of another key", async () => {
      await insightGroup.create(news);
      await insightGroup.create({ ...shop, __provider });
      await connect(emulator);
      await insightGroup.delete("checkout", olds);
      expect([...emulator.groups.keys()]).to.deep.equal(["shop"]);
    });
  });
});
