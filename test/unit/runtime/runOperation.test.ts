import { expect } from "chai";
import * as E from "fp-ts/Either";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as TE from "fp-ts/TaskEither";
import type { ResourceApi } from "../../../provider/resources/resourceContext.js";
import type { ProcessContext } from "../../../provider/runtime/context.js";
import {
  notFound,
  apiErrorResponse,
  invalidArguments,
  invalidConfiguration,
} from "../../../provider/errors/apiError.js";
import { makeRedact } from "../../../provider/errors/redact.js";
import { runOperation } from "../../../provider/runtime/runOperation.js";
import { describeGroup, type Operation } from "../../../provider/errors/describeOperation.js";
import { makeTestbed } from "../../support/testbed.js";
import { simulatedClock } from "../../support/simulatedClock.js";

const subject: Operation = { verb: "read", object: describeGroup("checkout") };
const clock = simulatedClock();
const shared: ProcessContext = { ...makeTestbed(clock, { groups: [] }).env(), redact: makeRedact("api-x") };

const messageOf = async (program: ResourceApi<unknown>): Promise<string> => {
  const result = await clock.run(runOperation(subject, program, E.right(shared)));
  return E.isLeft(result) ? result.left.message : expect.fail("it succeeded");
};

describe("an operation", () => {
  it("returns the result of its program", async () => {
    expect(await runOperation(subject, RTE.right(5), E.right(shared))).to.deep.equal(E.right(5));
  });

  it("does not start with invalid settings, and reports them", async () => {
    let began = false;
    const program: ResourceApi<never> = () => {
      began = true;
      return TE.left(notFound);
    };
    const error = invalidConfiguration("there is no token");
    expect(await runOperation(subject, program, E.left(error))).to.deep.equal(
      E.left({ error, message: 'Cannot read insight group "checkout": there is no token.' }),
    );
    expect(began).to.equal(false);
  });

  it("returns the original error with the message", async () => {
    const result = await runOperation(subject, RTE.left(notFound), E.right(shared));
    expect(E.isLeft(result) && result.left.error).to.equal(notFound);
  });

  it("reports the number of requests and the time, without the wait for rate limits", async () => {
    const program: ResourceApi<never> =
      ({ deadline }) =>
      async () => {
        await clock.sleep(2_300);
        for (let requests = 0; requests < 3; requests++) deadline.countRequest();
        await deadline.whileQueued(clock.sleep(9_700));
        return E.left(notFound);
      };
    expect(await messageOf(program)).to.match(/\(3 requests in 2\.3 s\)$/);
  });

  it("starts with its own deadline, whatever other operations have used", async () => {
    const spend: ResourceApi<never> =
      ({ deadline, settings }) =>
      async () => {
        expect([deadline.requests(), deadline.queued(), deadline.remaining()]).to.deep.equal([0, 0, settings.deadline]);
        await clock.sleep(1_000);
        deadline.countRequest();
        await deadline.whileQueued(clock.sleep(10));
        return E.left(notFound);
      };
    await messageOf(spend);
    await messageOf(spend);
  });

  it("removes the token from its message", async () => {
    const body = { code: "forbidden", message: "api-x may not" };
    expect(await messageOf(RTE.left(apiErrorResponse(403, body)))).to.include("[access token] may not");
  });

  it("names every problem of its arguments", async () => {
    const found = [
      { property: "key", reason: "is missing" },
      { property: "kye", reason: "is not an argument" },
    ];
    const message = 'Cannot read insight group "checkout": key is missing; kye is not an argument.';
    expect(await messageOf(RTE.left(invalidArguments(found)))).to.equal(message);
  });
});
