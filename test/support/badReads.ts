import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { insightGroup } from "../../provider/provider.js";
import { random as seeded } from "../../emulator/random.js";

/** Number of reads with a bad response, and how many of them were treated as a deletion: none may be. */
export interface BadReads {
  readonly cases: number;
  readonly deletions: number;
  /** Number of reads that ended before a response and prove nothing. */
  readonly unanswered: number;
}

const statuses = [200, 201, 204, 301, 302, 400, 401, 403, 404, 405, 408, 409, 410, 418, 422, 500, 502, 503, 504];
const error = { code: "not_found", message: "Unknown insight group" };
const group = { key: "another", name: "Team", projectKey: "shop", environmentKey: "production", createdAt: 1 };
const bodies = [
  "",
  "<html><body>404 Not Found</body></html>",
  "not found",
  "null",
  "[]",
  "{}",
  '"not_found"',
  '{"message":"no Route matched with those values"}',
  '{"code":404,"message":"Not Found"}',
  '{"code":"not_found"}',
  '{"error":{"code":"not_found","message":"gone"}}',
  '{"totalCount":0,"items":[]}',
  JSON.stringify(group),
  JSON.stringify({ ...group, key: "team", createdAt: "yesterday" }),
  JSON.stringify(error).slice(0, -9),
  JSON.stringify(error),
];

/** Reads a group from a server with random bad responses, none of which says that the group does not exist. */
export const badReads = async (cases: number, seed = 1): Promise<BadReads> => {
  const random = seeded(seed);
  const pick = <A>(from: readonly [A, ...A[]] | readonly A[], otherwise: A): A =>
    from[Math.floor(random() * from.length)] ?? otherwise;
  const server = createServer((_request, response) => {
    answer(response, pick(statuses, 500), pick(bodies, ""), random());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const settings: Readonly<Record<string, string>> = {
    "launchdarkly:accessToken": "api-bad-reads",
    "launchdarkly:apiHost": `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    "launchdarkly:deadline": "0.2",
    "launchdarkly:maxConcurrency": "50",
  };
  const config = { get: (name: string) => settings[name], require: (name: string) => settings[name] ?? "" };
  let deletions = 0;
  let unanswered = 0;
  let left = cases;
  const reader = async (): Promise<void> => {
    while (left-- > 0) {
      // Each read starts anew: otherwise an outage would make later reads fail without a response.
      await insightGroup.configure({ config });
      const found = await insightGroup.read("team", { key: "team" }).catch((reason: unknown) => {
        if (String(reason).includes("Timeout") && !/\(\d+ requests/.test(String(reason))) unanswered += 1;
        return { id: "kept" };
      });
      if (!("id" in found) || found.id === "") deletions += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: 8 }, reader));
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return { cases, deletions, unanswered };
};

const answer = (response: ServerResponse, status: number, body: string, chance: number): void => {
  // The only good response among them.
  const text = status === 404 && body === JSON.stringify(error) ? "" : body;
  if (chance < 0.1) {
    response.socket?.resetAndDestroy();
    return;
  }
  const cut = chance < 0.2;
  response.writeHead(status, {
    "Content-Type": chance < 0.6 ? "application/json" : "text/html",
    ...(cut ? { "Content-Length": Buffer.byteLength(text) + 10 } : {}),
  });
  response.write(text);
  if (cut) response.socket?.destroy();
  else response.end();
};
