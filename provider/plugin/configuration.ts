import {
  CheckFailure,
  CheckResponse,
  type CheckRequest,
  type DiffRequest,
  type DiffResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import { settingProblems, type Config } from "../config/settings.js";
import type { Problem } from "../lib/problems.js";
import { unknownArguments } from "../lib/unknownArguments.js";
import { unknownValue } from "../lib/unknownInPreview.js";
import type { Properties } from "../resources/resource.js";
import { toDiffResponse } from "./detailedDiff.js";
import { toProperties, toStruct } from "./properties.js";
import { schema } from "./schema.js";
import { packageName } from "./tokens.js";

/** Returns a function that looks up settings by their names in stack config. */
export const configOf =
  (values: (name: string) => unknown): Config =>
  (name) =>
    values(name.slice(packageName.length + 1));

/** Checks the settings of a provider, or reports every problem at once. */
export const checkConfig = (request: CheckRequest): CheckResponse => {
  const news = toProperties(request.getNews());
  const known = (name: string): unknown => (news[name] === unknownValue ? undefined : news[name]);
  const unknown = unknownArguments(news, [...Object.keys(schema.config.variables), ...enginesOwn], "Provider");
  const reasons = [
    ...unknown.map(({ property, reason }) => `${packageName}:${property} ${reason}`),
    ...settingProblems(configOf(known), process.env, packageName),
  ];
  return toCheckResponse(
    asSecret(news),
    reasons.map((reason) => ({ property: "", reason })),
  );
};

/** Settings that the engine adds. */
const enginesOwn = ["version", "pluginDownloadURL"];

/**
 * The problems name no property to the engine, which would show its value in clear, even that of a secret: a misspelled token,
 * for example.
 */
export const toCheckResponse = (inputs: Properties, problems: readonly Problem[]): CheckResponse =>
  new CheckResponse()
    .setInputs(toStruct(inputs))
    .setFailuresList(
      problems.map(({ property, reason }) => new CheckFailure().setReason(`${property} ${reason}`.trim())),
    );

/** Marks the token as a secret: state encrypts it even if stack config has it in plain text. */
const asSecret = (settings: Properties): Properties =>
  settings["accessToken"] === undefined
    ? settings
    : { ...settings, accessToken: { [signature]: secret, value: settings["accessToken"] } };

/** Keys that mark a secret in a Struct: see `specialSigKey` and `specialSecretSig` of `@pulumi/pulumi/runtime`. */
const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";

/** Compares settings. Every setting can change in place: even another account may have the same groups. */
export const diffConfig = (request: DiffRequest): DiffResponse => {
  const olds = toProperties(request.getOldInputs());
  const news = toProperties(request.getNews());
  const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
  return toDiffResponse(
    { changed: names.filter((name) => olds[name] !== news[name]), replaces: [] },
    olds,
    news,
    false,
  );
};
