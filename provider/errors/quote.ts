import type { ApiErrorResponse } from "./apiError.js";

/** Quotes an error of LaunchDarkly's: status, code, message, attributes and id. */
export const quote = ({ status, body: { code, message, errors = [], id } }: ApiErrorResponse): string => {
  const reasons = errors.map(({ attribute, reason }) => `${attribute ?? "?"}: ${reason ?? "?"}`);
  const said = shorten(`${code}: ${[message, ...reasons].join("; ")}`);
  return `${String(status)} ${said}${id === undefined ? "" : ` (id ${shorten(id)})`}`;
};

/** In characters. */
const longestQuote = 500;

/** Cuts between words only: redaction would not recognize half a secret. */
export const shorten = (text: string): string => {
  if (text.length <= longestQuote) return text;
  const words = text.slice(0, longestQuote + 1).replace(/\S*$/, "");
  return `${words.trimEnd()} …`;
};
