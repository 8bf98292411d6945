import { pipe } from "fp-ts/function";
import * as RTE from "fp-ts/ReaderTaskEither";
import * as t from "io-ts";
import { readRepositories } from "../api/readRepositories.js";
import { exactObject } from "../lib/exactObject.js";
import { expanded } from "./arguments.js";
import { makeFunction } from "./providerFunction.js";

const optional = { expandProjects: t.boolean };

export const getRepositories = makeFunction({
  name: "getRepositories",
  argumentNames: Object.keys(optional),
  codec: exactObject("GetRepositoriesArgs", {}, optional),
  describe: () => ({ verb: "list", object: "repositories" }),
  call: ({ expandProjects = true }) =>
    pipe(
      readRepositories({ expand: expanded({ projects: expandProjects }) }),
      RTE.map((repositories) => repositories.toSorted((a, b) => (a.key < b.key ? -1 : 1))),
    ),
});
