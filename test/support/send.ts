import type { Emulator } from "../../emulator/index.js";

/** Path of all endpoints. */
export const family = "/api/v2/engineering-insights";

/** Path of the endpoints of insight groups. */
export const root = `${family}/insights`;

/** The headers that every call needs. */
export const headers = { Authorization: "api-emulator", "LD-API-Version": "beta" } as const;

export const checkout = {
  key: "checkout",
  name: "Checkout",
  projectKey: "shop",
  environmentKey: "production",
  applicationKeys: ["web", "mobile"],
} as const;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** JSON of the body; undefined if the body is empty. */
  readonly body: unknown;
}

/** Sends a request as documented, except for `init`. @param path Below `root`, or complete. */
export const send = async (
  { url }: Pick<Emulator, "url">,
  method: string,
  path: string,
  json?: unknown,
  init: RequestInit = {},
): Promise<Reply> => {
  const type = json === undefined ? {} : { "Content-Type": "application/json" };
  const sent = json === undefined ? {} : { body: JSON.stringify(json) };
  const place = path.startsWith(family) ? path : root + path;
  const response = await fetch(url + place, { method, headers: { ...headers, ...type }, ...sent, ...init });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
};

/** Creates groups whose keys are also their names. */
export const fill = async (emulator: Emulator, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await send(emulator, "POST", "/group", { ...checkout, key, name: key });
};
