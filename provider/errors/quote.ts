import type { ApiErrorResponse } from "./apiError.js";

/** Quotes LaunchDarkly's error: status, code, message, attributes and id. */
export const quote = ({ status, body: { code, message, errors = [], id } }: ApiErrorResponse): string => {
  const reasons = errors.map(({ attribute, reason }) => `${attribute ?? "?"}: ${reason ?? "?"}`);
  const text = shorten(`${code}: ${[message, ...reasons].join("; ")}`);
  return `${String(status)} ${text.replace(/\.+$/, "")}${id === undefined ? "" : ` (id ${shorten(id)})`}`;
};

const maxQuoteLength = 500;

/** Truncates text between words only, because redaction would not recognize half a secret. */
export const shorten = (text: string): string => {
  if (text.length <= maxQuoteLength) return text;
  const words = text.slice(0, maxQuoteLength + 1).replace(/\S*$/, "");
  return `${words.trimEnd()} …`;
};
