import type { Account } from "./account.js";
import { withHeaders, type Answer } from "./answer.js";
import type { Asked } from "./endpoint.js";
import type { Passage } from "./limits.js";
import { parameters } from "./query.js";
import { forbidden, invalidRequest, rateLimited, Refusal, unauthorized } from "./refusal.js";
import { route } from "./route.js";

/** A whole request, before anything of it was looked at. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Each header as often as it was sent, by its name in lower case. */
  readonly headers: Readonly<Partial<Record<string, readonly string[]>>>;
  readonly text: string;
}

export interface Service {
  readonly account: Account;
  readonly token: string;
  /** Counts the call in the windows of the rate limits. */
  readonly pass: (route: string, now: number) => Passage;
}

/** The API itself: what a request is answered. It acts at once, so that no other request comes in between. */
export const answer = (service: Service, incoming: Incoming): Answer => attempt(() => checked(service, incoming));

const checked = ({ account, token, pass }: Service, incoming: Incoming): Answer => {
  if (!sent(incoming, "authorization", token)) throw unauthorized();
  const { endpoint, key } = route(incoming.method, incoming.path);
  if (!sent(incoming, "ld-api-version", "beta")) {
    throw forbidden('This is a beta resource: send the header "LD-API-Version: beta", once');
  }
  const { refused, headers } = pass(`${endpoint.method} ${endpoint.pattern}`, account.now());
  if (refused) return withHeaders(rateLimited(), headers);
  const act = (): Answer => {
    const query = parameters(incoming.query, endpoint.parameters);
    return endpoint.act(account, { key, query, body: endpoint.takesBody ? parsed(incoming) : undefined });
  };
  return withHeaders(attempt(act), headers);
};

const attempt = (act: () => Answer): Answer => {
  try {
    return act();
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.answer;
    throw thrown;
  }
};

/** Whether a header was sent exactly once, with exactly this value. */
const sent = ({ headers }: Incoming, name: string, value: string): boolean =>
  headers[name]?.length === 1 && headers[name][0] === value;

/** The API overview's table of statuses has no 415: what is not sent as JSON "cannot be understood", which is 400. */
const parsed = ({ headers, text }: Incoming): Asked["body"] => {
  const [type] = (headers["content-type"]?.[0] ?? "").split(";");
  if (type?.trim().toLowerCase() !== "application/json") {
    throw invalidRequest("The Content-Type must be application/json");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw invalidRequest("The request body is not valid JSON");
  }
};
