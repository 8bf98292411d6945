import { expect } from "chai";
import { argumentNames } from "../../../provider/model/insightGroup.js";
import { closestMatch } from "../../../provider/lib/closestMatch.js";

const suggests = (expected: string, ...names: readonly string[]) => {
  for (const name of names) expect(closestMatch(name, argumentNames), name).to.equal(expected);
};

describe("the closest match", () => {
  it("can differ in spelling", () => {
    suggests("name", "nmae", "names", "nane");
    suggests("key", "keys", "kye");
    suggests("projectKey", "projectKeys", "porjectKey", "projKey");
    suggests("environmentKey", "enviromentKey", "environnementKey");
    suggests("applicationKeys", "aplicationKeys", "applicationKey", "applications");
  });

  it("can differ in case or in how words are joined", () => {
    suggests("name", "Name", "NAME");
    suggests("projectKey", "projectkey", "project_key", "project-key", "PROJECT_KEY");
    suggests("applicationKeys", "application_keys");
  });

  it("can begin with the given name", () => {
    suggests("environmentKey", "env", "env_", "environment");
    suggests("projectKey", "project", "proj");
    suggests("applicationKeys", "app", "application");
  });

  it("can end with the given name", () => {
    suggests("applicationKeys", "appKeys");
    const settings = ["accessToken", "apiHost", "debug", "requestTimeout", "maxConcurrency"];
    for (const [name, expected] of [
      ["token", "accessToken"],
      ["host", "apiHost"],
      ["timeout", "requestTimeout"],
      ["concurrency", "maxConcurrency"],
    ] as const) {
      expect(closestMatch(name, settings)).to.equal(expected);
    }
  });

  it("exists for any given name", () => {
    for (const name of ["", "1", "日本", "x".repeat(100)])
      expect(argumentNames).to.include(closestMatch(name, argumentNames));
  });

  it("is the given name if there are no names to choose from", () => {
    expect(closestMatch("name", [])).to.equal("name");
  });
});
