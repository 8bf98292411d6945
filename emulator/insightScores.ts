import { json } from "./answer.js";
import { text, type Found } from "./attributes.js";
import type { Endpoint } from "./endpoint.js";
import { periods } from "./periods.js";
import { unknownPlace } from "./projects.js";
import { invalidRequest } from "./refusal.js";
import { scoresOf } from "./scores.js";

export const insightScores: Endpoint = {
  method: "GET",
  pattern: "/scores",
  parameters: ["projectKey", "environmentKey", "applicationKey"],
  takesBody: false,
  act: (account, { query }) => {
    const found: Found = [];
    const projectKey = text(query.get("projectKey"), "projectKey", found);
    const environmentKey = text(query.get("environmentKey"), "environmentKey", found);
    // LaunchDarkly documents no 404 here, so what does not exist is a wrong parameter.
    const absent = found.length === 0 ? unknownPlace(account.behaviour, projectKey, environmentKey) : undefined;
    if (absent !== undefined) found.push(absent);
    if (found.length > 0) throw invalidRequest("Invalid query parameters", found);
    const applicationKeys = query
      .get("applicationKey")
      ?.split(",")
      .filter((key) => key !== "");
    return json(200, {
      ...periods(account.now()),
      scores: scoresOf({ projectKey, environmentKey, applicationKeys: applicationKeys ?? null }),
    });
  },
};
