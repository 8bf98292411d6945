import fc from "fast-check";
import { canonical } from "../../provider/model/applicationKeys.js";

/** A group of all applications, since it names none. */
export const shop = { name: "Shop", key: "shop", projectKey: "shop", environmentKey: "production" };

/** Arguments in canonical form. */
export const checkout = { ...shop, name: "Checkout", key: "checkout", applicationKeys: ["mobile", "web"] };

const key = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,12}$/),
  fc.constantFrom("ключ", "日本", "...", "a%2Fb", "a?b#c", "😀"),
);
const projectKey = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,12}$/);

/** Few keys, so that groups often share keys and lists often contain duplicates. */
const applicationKeys = fc.array(fc.oneof(fc.constantFrom("web", "mobile", "tv", "Web"), key), { maxLength: 5 });

/** Arguments as a program may write them, in any order and with duplicates. */
export const written = fc.record(
  {
    name: fc.string({ minLength: 1 }),
    key,
    projectKey,
    environmentKey: projectKey,
    applicationKeys: fc.option(applicationKeys, { nil: null }),
  },
  { requiredKeys: ["name", "key", "projectKey", "environmentKey"] },
);

/** A group in canonical form, with every property present. */
export const group = fc.record({
  name: fc.string({ minLength: 1 }),
  key,
  projectKey,
  environmentKey: projectKey,
  applicationKeys: applicationKeys.map(canonical),
});
