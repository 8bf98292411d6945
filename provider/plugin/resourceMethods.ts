import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import {
  CreateResponse,
  ReadResponse,
  UpdateResponse,
  type CheckRequest,
  type CheckResponse,
  type CreateRequest,
  type DeleteRequest,
  type DiffRequest,
  type DiffResponse,
  type ReadRequest,
  type UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb.js";
import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as O from "fp-ts/Option";
import * as TE from "fp-ts/TaskEither";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { notFound } from "../errors/apiError.js";
import { formatError } from "../errors/formatError.js";
import type { Operation } from "../errors/operation.js";
import type { Resource } from "../resources/resource.js";
import type { ResourceApi } from "../resources/resourceContext.js";
import { runOnResource, type Failure } from "../runtime/runOnResource.js";
import { toCheckResponse } from "./configuration.js";
import { toDiffResponse } from "./detailedDiff.js";
import { previewOf } from "./preview.js";
import { toProperties, toStruct } from "./properties.js";
import type { Session } from "./session.js";
import { findResource } from "./tables.js";
import { unary, type Method } from "./unary.js";

type Methods = Pick<IResourceProviderServer, "check" | "diff" | "create" | "read" | "update" | "delete">;

/** Adapts the resource types to Pulumi's protocol for plugins. */
export const makeResourceMethods = (session: () => Session): Methods => {
  const run =
    <A>(resource: Resource, operation: Operation, program: ResourceApi<A>): TE.TaskEither<Failure, A> =>
    () =>
      runOnResource(resource, operation, program, session().context());

  const check: Method<CheckRequest, CheckResponse> = (request) =>
    pipe(
      TE.fromEither(findResource(request.getUrn())),
      TE.map(({ resource }) => {
        const olds = toProperties(request.getOlds());
        const news = toProperties(request.getNews());
        const isInStack = Object.keys(olds).length > 0;
        const checked = resource.check(isInStack ? olds : undefined, news, session().ownership)();
        return E.isRight(checked) ? toCheckResponse(checked.right, []) : toCheckResponse(news, checked.left);
      }),
    );

  const diff: Method<DiffRequest, DiffResponse> = (request) =>
    pipe(
      findResource(request.getUrn()),
      E.flatMap(({ resource }) => {
        const olds = toProperties(request.getOlds());
        const news = toProperties(request.getNews());
        return pipe(
          resource.diff(olds, news, session().ownership)(),
          E.bimap(
            (error) => ({ message: formatError(resource.describe("update", request.getId(), news), error) }),
            (difference) => toDiffResponse(difference, olds, news, resource.deleteBeforeReplace),
          ),
        );
      }),
      TE.fromEither,
    );

  const create: Method<CreateRequest, CreateResponse> = (request) =>
    pipe(
      TE.fromEither(findResource(request.getUrn())),
      TE.flatMap(({ name, resource }) => {
        const inputs = toProperties(request.getProperties());
        if (request.getPreview())
          return TE.right(new CreateResponse().setProperties(toStruct(previewOf(name, inputs))));
        return pipe(
          run(resource, resource.describe("create", undefined, inputs), resource.create(inputs)),
          TE.map(({ id, outputs }) => new CreateResponse().setId(id).setProperties(toStruct(outputs))),
        );
      }),
    );

  const read: Method<ReadRequest, ReadResponse> = (request) =>
    pipe(
      TE.fromEither(findResource(request.getUrn())),
      TE.flatMap(({ resource }) => {
        const id = request.getId();
        const known = toProperties(request.getProperties());
        const operation = resource.describe("read", id, known);
        return pipe(
          run(resource, operation, resource.read(id, known)),
          TE.flatMapEither((found) => {
            if (O.isSome(found)) return E.right(toReadResponse(found.value));
            // `get` and an import know only the id.
            return Object.keys(known).length === 0
              ? E.left({ message: formatError(operation, notFound) })
              : E.right(new ReadResponse());
          }),
        );
      }),
    );

  const update: Method<UpdateRequest, UpdateResponse> = (request) =>
    pipe(
      TE.fromEither(findResource(request.getUrn())),
      TE.flatMap(({ name, resource }) => {
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
    );

  const delete_: Method<DeleteRequest, Empty> = (request) =>
    pipe(
      TE.fromEither(findResource(request.getUrn())),
      TE.flatMap(({ resource }) => {
        const outputs = toProperties(request.getProperties());
        const operation = resource.describe("delete", request.getId(), outputs);
        return run(resource, operation, resource.delete(request.getId(), outputs));
      }),
      TE.map(() => new Empty()),
    );

  return {
    check: unary(check),
    diff: unary(diff),
    create: unary(create),
    read: unary(read),
    update: unary(update),
    delete: unary(delete_),
  };
};

const toReadResponse = ({ id, outputs, inputs }: Found): ReadResponse =>
  new ReadResponse().setId(id).setProperties(toStruct(outputs)).setInputs(toStruct(inputs));

interface Found {
  readonly id: string;
  readonly outputs: object;
  readonly inputs: object;
}
