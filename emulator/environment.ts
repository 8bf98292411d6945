import { hash } from "./random.js";

/** The Environment of an expanded group. Its SDK keys are made up, and named so that a leak is found by searching. */
export const environment = (projectKey: string, environmentKey: string): object => {
  const id = hash(`${projectKey}/${environmentKey}`).toString(16).padStart(8, "0");
  return {
    _links: {
      self: {
        href: `/api/v2/projects/${encodeURIComponent(projectKey)}/environments/${encodeURIComponent(environmentKey)}`,
        type: "application/json",
      },
    },
    _id: id.repeat(3),
    key: environmentKey,
    name: environmentKey,
    apiKey: `sdk-emulator-${id}`,
    mobileKey: `mob-emulator-${id}`,
    color: "417505",
    defaultTtl: 0,
    secureMode: false,
    defaultTrackEvents: false,
    requireComments: false,
    confirmChanges: false,
    tags: [],
    critical: false,
  };
};
