import { group } from "../../support/declaredGroup.js";

/** Groups in every form that state can contain: the program whose state 0.1.0 kept. */
const groups = [
  group({ key: "all", name: "All applications" }, "all"),
  group({ key: "some", name: "Some applications", applicationKeys: ["web", "api", "tv"] }, "some"),
  group({ key: "odd~ness:ö", name: "Ünïcode and “quotes”", applicationKeys: ["a.b", "ö"] }, "odd"),
].join("");

const family = `
new RepositoryProject("web", { repositoryKey: "acme/web", projectKey: "shop" });
new DeploymentEvent("web-1.2.3", {
  projectKey: "shop",
  environmentKey: "production",
  applicationKey: "web",
  version: "1.2.3",
  eventTime: 1790000000000,
  deploymentMetadata: { b: 1, a: ["x", { y: null }] },
});
`;

/** Returns the program whose state is kept for a version. */
export const programOf = (version: string): string => (version === "0.1.0" ? groups : groups + family);
