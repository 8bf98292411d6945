import { CreateResponse, ReadResponse, UpdateResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { notFound } from "../errors/apiError.js";
import { formatError } from "../errors/formatError.js";
import type { Operation } from "../errors/describeOperation.js";
import type { Imported, Resource } from "../resources/resource.js";
import type { ResourceApi } from "../resources/resourceContext.js";
import { runOnResource, type Failure } from "../runtime/runOnResource.js";
import { toCheckResponse } from "./configuration.js";
import { toDiffResponse } from "./detailedDiff.js";
import { previewOf } from "./preview.js";
import { toProperties, toStruct } from "./properties.js";
import type { Session } from "./session.js";
import { findResource, packageName, type NamedResource } from "./tokens.js";
import type { Methods } from "./unary.js";

/** Adapts the resource types to Pulumi's protocol for plugins. */
export const makeResourceMethods = (
  session: () => Session,
): Methods<"check" | "diff" | "create" | "read" | "update" | "delete"> => {
  const run =
    <A>(resource: Resource, operation: Operation, program: ResourceApi<A>): TE.TaskEither<Failure, A> =>
    () =>
      runOnResource(resource, operation, program, session().context());

  /** What a read finds in place of the resource does not belong in the stack: as a partial failure it would replace it. */
  const runRead: typeof run = (resource, operation, program) =>
    pipe(
      run(resource, operation, program),
      TE.mapLeft(({ message }) => ({ message })),
    );

  return {
    check: (request) =>
      withResource(request, ({ resource }) => {
        const olds = toProperties(request.getOlds());
        const news = toProperties(request.getNews());
        const isInStack = Object.keys(olds).length > 0;
        const checked = resource.check(isInStack ? olds : undefined, news, session().ownership)();
        return TE.right(E.isRight(checked) ? toCheckResponse(checked.right, []) : toCheckResponse(news, checked.left));
      }),

    diff: (request) =>
      withResource(request, ({ resource }) => {
        const olds = toProperties(request.getOlds());
        const news = toProperties(request.getNews());
        return pipe(
          TE.fromIOEither(resource.diff(olds, news, session().ownership)),
          TE.bimap(
            (error) => {
              const operation = { ...resource.describe("update", request.getId(), news), namespace: packageName };
              return { message: formatError(operation, error) };
            },
            (difference) => {
              if (difference.note !== undefined) session().log.info(difference.note);
              return toDiffResponse(difference, olds, news, resource.deleteBeforeReplace);
            },
          ),
        );
      }),

    create: (request) =>
      withResource(request, ({ name, resource }) => {
        const inputs = toProperties(request.getProperties());
        return request.getPreview()
          ? TE.right(new CreateResponse().setProperties(toStruct(previewOf(name, inputs))))
          : pipe(
              run(resource, resource.describe("create", undefined, inputs), resource.create(inputs)),
              TE.map(({ id, outputs }) => new CreateResponse().setId(id).setProperties(toStruct(outputs))),
            );
      }),

    read: (request) =>
      withResource(request, ({ resource }) => {
        const id = request.getId();
        const known = toProperties(request.getProperties());
        // Only an import passes nothing but the id, not even empty inputs.
        if (resource.import !== undefined && !request.hasInputs() && !request.hasProperties()) {
          return pipe(
            runRead(resource, resource.describe("import", id, known), resource.import(id)),
            TE.map(toReadResponse),
          );
        }
        const operation = resource.describe("read", id, known);
        return pipe(
          runRead(resource, operation, resource.read(id, known)),
          TE.flatMapEither((found) => {
            if (O.isSome(found)) return E.right(toReadResponse(found.value));
            // `get` knows only the id.
            return Object.keys(known).length === 0
              ? E.left({ message: formatError(operation, notFound) })
              : E.right(new ReadResponse());
          }),
        );
      }),

    update: (request) =>
      withResource(request, ({ name, resource }) => {
        const id = request.getId();
        const olds = toProperties(request.getOlds());
        const news = toProperties(request.getNews());
        return pipe(
          request.getPreview()
            ? TE.right(previewOf(name, news, olds))
            : run(resource, resource.describe("update", id, news), resource.update(id, olds, news)),
          TE.map((outputs) => new UpdateResponse().setProperties(toStruct(outputs))),
        );
      }),

    delete: (request) =>
      withResource(request, ({ resource }) => {
        const id = request.getId();
        const outputs = toProperties(request.getProperties());
        return pipe(
          run(resource, resource.describe("delete", id, outputs), resource.delete(id, outputs)),
          TE.map(() => new Empty()),
        );
      }),
  };
};

const withResource = <A>(
  request: { readonly getUrn: () => string },
  use: (found: NamedResource) => TE.TaskEither<Failure, A>,
): TE.TaskEither<Failure, A> => pipe(findResource(request.getUrn()), TE.fromEither, TE.flatMap(use));

const toReadResponse = ({ id, outputs, inputs }: Imported): ReadResponse =>
  new ReadResponse().setId(id).setProperties(toStruct(outputs)).setInputs(toStruct(inputs));
