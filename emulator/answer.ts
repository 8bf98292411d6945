/** What goes back to the client. An empty `body` sends none. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(value),
});

/** What a proxy in between answers: a page that LaunchDarkly never wrote. */
export const html = (status: number, title: string): Answer => ({
  status,
  headers: { "Content-Type": "text/html" },
  body: `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
});

export const noContent: Answer = { status: 204, headers: {}, body: "" };

export const withHeaders = (answer: Answer, headers: Answer["headers"]): Answer => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
});
