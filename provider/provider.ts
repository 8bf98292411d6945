import "./runtime/requireNode.js";
import type * as pulumi from "@pulumi/pulumi";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as RTE from "fp-ts/ReaderTaskEither";
import type { Api } from "./resources/resourceApi.js";
import { check } from "./resources/insightGroup/check.js";
import { diff, isIdentity } from "./resources/insightGroup/diff.js";
import { makeLazyContext } from "./runtime/context.js";
import { notFound, existingGroup, notApplied } from "./errors/apiError.js";
import { formatError } from "./errors/formatError.js";
import { describeGroup, type Operation } from "./errors/operation.js";
import { importOption } from "./importOption.js";
import { Key } from "./model/keys.js";
import { exitWithEngine } from "./runtime/exitWithEngine.js";
import { create, importGroup, read, remove, update } from "./resources/insightGroup/lifecycle.js";
import { argumentsOf, groupPropertiesOf, type GroupProperties, type InsightGroupInputs } from "./model/insightGroup.js";
import { omitUndefined } from "./lib/omitUndefined.js";
import { problemsOf, type Problem } from "./lib/problems.js";
import { invalidArguments, runOperation } from "./runtime/operation.js";
import { settingProblems, type Config } from "./config/settings.js";
import { sameGroup } from "./resources/insightGroup/sameGroup.js";

type Props = Readonly<Record<string, unknown>>;

/** Of this process. The SDK does not wait for `configure`: it only keeps where settings are found when a call needs them. */
let config: Config = () => undefined;
let current = makeLazyContext(config);

exitWithEngine(process.argv[1]);

/** What Pulumi calls for every insight group: the only place where a Left becomes a throw. */
export const insightGroup = {
  configure(request: pulumi.dynamic.ConfigureRequest) {
    config = (name) => request.config.get(name);
    current = makeLazyContext(config);
    return Promise.resolve();
  },

  check(olds: Props, news: Props) {
    // What is in the stack is in it, whatever comes of the option: so that it shows in no diff, not even in JSON.
    const isInStack = olds["__provider"] !== undefined;
    if (isInStack) declare(groupPropertiesOf(olds), groupPropertiesOf(news));
    const result = pipe(
      check(news, problemsOfSettings()),
      E.match(
        (failures) => ({ inputs: { ...news }, failures: [...failures] }),
        (inputs) => ({ inputs: omitUndefined({ ...inputs, [importOption]: (isInStack ? olds : news)[importOption] }) }),
      ),
    );
    return Promise.resolve(result);
  },

  diff(id: string, olds: Props, news: Props) {
    const { changed, replaces } = diff(groupPropertiesOf(olds), groupPropertiesOf(news));
    const misspelt = changed.filter(isIdentity);
    if (misspelt.length > 0 && replaces.length === 0 && isDeclared(olds, news)) {
      const message = formatError(updateOf(id, news), notApplied(groupPropertiesOf(olds), misspelt));
      return Promise.reject(expected(message));
    }
    // Without a verdict on changes the engine compares the inputs itself: it then prints only the changed leaves, and
    // honours replaceOnChanges.
    const result =
      changed.length === 0 ? { changes: false } : { replaces: [...replaces], deleteBeforeReplace: replaces.length > 0 };
    return Promise.resolve(result);
  },

  async create(news: Props) {
    const asked = groupPropertiesOf(news);
    const [verb, program] =
      news[importOption] === undefined ? (["create", create] as const) : (["import", importGroup] as const);
    const subject: Operation = { verb, object: describeGroup(asked.key ?? ""), asked };
    const group = await settle(subject, withInputs(news, program), news);
    return { id: group.key, outs: omitUndefined(group) };
  },

  async read(id: string, props: Props) {
    const subject: Operation = { verb: "read", object: describeGroup(id), asked: { key: id } };
    const found = await settle(
      subject,
      withKey(id, (key) => read(key, groupPropertiesOf(props))),
      props,
    );
    if (O.isSome(found))
      return {
        id: found.value.key,
        props: omitUndefined(found.value),
        inputs: omitUndefined(argumentsOf(found.value)),
      };
    // `InsightGroup.get` passes no outputs: there the engine would take "gone" for a success.
    if (props["key"] === undefined) return settle(subject, RTE.left(notFound), props);
    return {};
  },

  async update(id: string, olds: Props, news: Props) {
    const program = pipe(
      withKey(id, (key) => withInputs(news, (inputs) => update(key, groupPropertiesOf(olds), inputs))),
      RTE.flatMapEither(sameGroup(groupPropertiesOf(olds))),
    );
    return { outs: omitUndefined(await settle(updateOf(id, news), program, news)) };
  },

  async delete(id: string, props: Props) {
    await settle(
      { verb: "delete", object: describeGroup(id) },
      withKey(id, (key) => remove(key, groupPropertiesOf(props))),
      props,
    );
  },
};

/** As they are for every resource. Of a run with several wrong ones, the engine prints the problems of the first. */
const problemsOfSettings = (): readonly Problem[] =>
  settingProblems(config, process.env).map((reason) => ({ property: "", reason }));

/** The engine does not ask for a diff where nothing differs, but it checks everything that is declared. */
const declare = (olds: GroupProperties, news: GroupProperties): void => {
  const shared = current();
  if (olds.key === undefined || E.isLeft(shared)) return;
  if (diff(olds, news).replaces.length === 0) shared.right.ownership.keep(olds.key)();
};

/** Whether a program declares it in this run. A refresh compares too, and must not fail for what only a program can correct. */
const isDeclared = (olds: Props, news: Props): boolean => {
  const shared = current();
  return E.isRight(shared) && [olds["key"], news["key"]].some((key) => shared.right.ownership.isKept(String(key))());
};

const updateOf = (id: string, news: Props): Operation => ({
  verb: "update",
  object: describeGroup(id),
  asked: groupPropertiesOf(news),
});

/** Nothing but a key may become part of a path. */
const withKey = <A>(id: string, use: (key: Key) => Api<A>): Api<A> =>
  pipe(
    Key.decode(id),
    E.mapLeft((errors) => invalidArguments(problemsOf(errors).map(({ reason }) => ({ property: "the id", reason })))),
    RTE.fromEither,
    RTE.flatMap(use),
  );

/** The engine passes what check returned; anything else would be sent to LaunchDarkly as it is. */
const withInputs = <A>(news: Props, use: (inputs: InsightGroupInputs) => Api<A>): Api<A> =>
  pipe(check(news), E.mapLeft(invalidArguments), RTE.fromEither, RTE.flatMap(use));

const settle = async <A>(subject: Operation, program: Api<A>, props: Props): Promise<A> => {
  const result = await runOperation(subject, program, current());
  if (E.isRight(result)) return result.right;
  const { error, message } = result.left;
  const group = existingGroup(error);
  throw Object.assign(expected(message), group === undefined ? {} : kept(group, message, props));
};

/** Failures that are expected have no stack trace: the SDK prints it behind the message. */
const expected = (message: string): Error => Object.assign(new Error(message), { stack: "" });

/**
 * What exists is kept in state although the call failed. The SDK forgets `__provider` here, without which the resource
 * could never be refreshed or destroyed.
 */
const kept = (group: GroupProperties, message: string, props: Props): object => ({
  id: group.key,
  properties: { ...omitUndefined(group), __provider: props["__provider"] },
  reasons: [message],
});
