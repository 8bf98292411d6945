import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { argumentNames, Inputs } from "./model.js";
import { nearest } from "./nearest.js";
import { problems, type Problem } from "./problems.js";

/** The canonical inputs, or every problem at once. */
export const check = (news: Readonly<Record<string, unknown>>): E.Either<readonly Problem[], Inputs> => {
  const misnamed = Object.keys(news).flatMap((name) => (news[name] === undefined ? [] : misnaming(name)));
  return pipe(
    Inputs.decode(news),
    E.mapLeft((errors) => [...misnamed, ...problems(errors)]),
    E.flatMap((inputs) => (misnamed.length === 0 ? E.right(inputs) : E.left(misnamed))),
  );
};

const misnaming = (name: string): readonly Problem[] => {
  // The SDK passes the provider along with the arguments.
  if (name === "__provider" || argumentNames.some((known) => known === name)) return [];
  const hint =
    name === "createdAt"
      ? "is an output of InsightGroup, not an argument"
      : `is not an argument of InsightGroup: did you mean "${nearest(name, argumentNames)}"?`;
  return [{ property: name, reason: hint }];
};
