import { stripVTControlCharacters } from "node:util";

/**
 * Removes the access token (plain or encoded), SDK keys and URL credentials from a message, in which a server or a proxy
 * may quote them. Returns one line without control characters.
 */
export const makeRedact =
  (accessToken: string) =>
  (message: string): string =>
    [accessToken, encodeURIComponent(accessToken), Buffer.from(accessToken).toString("base64")]
      .reduce((text, secret) => text.replaceAll(secret, "[access token]"), printable(message))
      .replace(/\b(sdk|mob)-[0-9a-f-]{16,}/gi, "[$1 key]")
      // An unescaped password may contain "#", "/" and "@".
      .replace(/\/\/\S*@/g, "//[credentials]@");

/** Removes control characters and those that change the direction of text. */
const printable = (text: string): string =>
  stripVTControlCharacters(text)
    .replace(/[\t-\r\u0085\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "");
