/** What is compared, as programs that differ only in their provider. */
export const providers = ["this provider", "no-op", "naive"] as const;

export type Provider = (typeof providers)[number];

/** With more groups the naive provider would take most of the time, and show nothing new. */
export const largestNaive = 100;

/** Returns a program of `count` groups. @param version Another one gives every group another name. */
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

/** One shared provider: otherwise the SDK would serialize it once for each group. */
const resource = (module: string): string => `
class InsightGroup extends pulumi.dynamic.Resource {
  constructor(name, args, opts) {
    super(provider, name, args, opts, "${module}", "InsightGroup");
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
${resource("noop")}`,

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

class GroupProvider {
  async check(olds, news) {
    const missing = ["name", "key", "projectKey", "environmentKey"].filter((property) => !news[property]);
    return { inputs: news, failures: missing.map((property) => ({ property, reason: "is required" })) };
  }
  async diff(id, olds, news) {
    const replaces = ["key", "projectKey", "environmentKey"].filter((property) => olds[property] !== news[property]);
    const applications = JSON.stringify(olds.applicationKeys) !== JSON.stringify(news.applicationKeys);
    return { changes: replaces.length > 0 || olds.name !== news.name || applications, replaces, deleteBeforeReplace: true };
  }
  async create({ name, key, projectKey, environmentKey, applicationKeys }) {
    const group = await call("POST", "group", { name, key, projectKey, environmentKey, applicationKeys });
    return { id: group.key, outs: { name, key, projectKey, environmentKey, applicationKeys, createdAt: group.createdAt } };
  }
  async read(id, props) {
    const { name, key, projectKey, environmentKey, applicationKeys, createdAt } = await call("GET", "groups/" + id);
    return { id, props: { name, key, projectKey, environmentKey, applicationKeys, createdAt } };
  }
  async update(id, olds, news) {
    const patch = ["name", "applicationKeys"].map((field) => ({ op: "add", path: "/" + field, value: news[field] }));
    const { name, key, projectKey, environmentKey, applicationKeys, createdAt } = await call("PATCH", "groups/" + id, patch);
    return { outs: { name, key, projectKey, environmentKey, applicationKeys, createdAt } };
  }
  async delete(id, props) {
    await call("DELETE", "groups/" + id);
  }
}
const provider = new GroupProvider();
${resource("naive")}`,
};
