/** The compared providers. Their programs do not differ otherwise. */
export const providers = ["this provider", "no-op", "naive", "plugin", "no-op plugin"] as const;

export type Provider = (typeof providers)[number];

/** The no-op providers have names as long as ours: they are in state for each group, and so take time to save. */
const noopModule = "no-operation";
export const noopPackage = `${noopModule}-insights`;

/** Maximum for the naive provider: more groups would take most of the time and show nothing new. */
export const largestNaive = 100;

/** Returns a program of `count` groups. @param version Part of the name of every group. */
export const programOf = (provider: Provider, count: number, version: number): string => `
const pulumi = require("@pulumi/pulumi");
${classes[provider]}
for (let index = 0; index < ${String(count)}; index++) {
  new InsightGroup("team-" + index, {
    name: "Team " + index + ", version ${String(version)}",
    key: "team-" + index,
    projectKey: "shop",
    environmentKey: "production",
    applicationKeys: ["api", "web"],
  });
}
`;

/** All groups share one provider, so that the SDK serializes it once. */
const resource = (module: string): string => `
class InsightGroup extends pulumi.dynamic.Resource {
  constructor(name, args, opts) {
    super(provider, name, args, opts, "${module}", "InsightGroup");
  }
}`;

const plugin = (name: string): string => `
class InsightGroup extends pulumi.CustomResource {
  constructor(name, args, opts) {
    super("${name}:index:InsightGroup", name, args, opts);
  }
}`;

const classes: Readonly<Record<Provider, string>> = {
  "this provider": `const { InsightGroup } = require("pulumi-launchdarkly-insights");`,

  "no-op": `
const provider = {
  async create(inputs) { return { id: inputs.key, outs: inputs }; },
  async read(id, props) { return { id, props }; },
  async update(id, olds, news) { return { outs: news }; },
  async delete(id, props) {},
};
${resource(noopModule)}`,

  plugin: plugin("launchdarkly-insights"),

  "no-op plugin": plugin(noopPackage),

  naive: `
const config = new pulumi.Config("launchdarkly");
const accessToken = config.require("accessToken");
const apiHost = config.require("apiHost");

async function call(method, path, body) {
  const response = await fetch(apiHost + "/api/v2/engineering-insights/insights/" + path, {
    method,
    headers: { Authorization: accessToken, "LD-API-Version": "beta", "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(method + " " + path + ": " + response.status + " " + (await response.text()));
  return response.status === 204 ? undefined : response.json();
}

const provider = {
  async check(olds, news) {
    const missing = ["name", "key", "projectKey", "environmentKey"].filter((property) => !news[property]);
    return { inputs: news, failures: missing.map((property) => ({ property, reason: "is required" })) };
  },
  async diff(id, olds, news) {
    const differs = (property) => JSON.stringify(olds[property]) !== JSON.stringify(news[property]);
    const replaces = ["key", "projectKey", "environmentKey"].filter(differs);
    const changes = replaces.length > 0 || differs("name") || differs("applicationKeys");
    return { changes, replaces, deleteBeforeReplace: true };
  },
  async create(inputs) {
    const { key, name, projectKey, environmentKey, applicationKeys } = inputs;
    const outs = await call("POST", "group", { key, name, projectKey, environmentKey, applicationKeys });
    return { id: key, outs };
  },
  async read(id) { return { id, props: await call("GET", "groups/" + id) }; },
  async update(id, olds, news) {
    const patch = ["name", "applicationKeys"].map((field) => ({ op: "add", path: "/" + field, value: news[field] }));
    return { outs: await call("PATCH", "groups/" + id, patch) };
  },
  async delete(id) { await call("DELETE", "groups/" + id); },
};
${resource("launchdarkly")}`,
};
