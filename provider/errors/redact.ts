import { stripVTControlCharacters } from "node:util";

/**
 * A server or a proxy may quote what it was sent. Whatever a message says, it never shows the access token, in clear or
 * encoded, nor a key that SDKs use, nor the credentials of a URL; and it is one line that a terminal only prints.
 */
export const makeRedact =
  (accessToken: string) =>
  (message: string): string =>
    [accessToken, encodeURIComponent(accessToken), Buffer.from(accessToken).toString("base64")]
      .reduce((text, secret) => text.replaceAll(secret, "[access token]"), printable(message))
      .replace(/\b(sdk|mob)-[0-9a-f-]{16,}/gi, "[$1 key]")
      // A password that is not escaped may hold "#", "/" and "@" itself.
      .replace(/\/\/\S*@/g, "//[credentials]@");

/** Without control characters, nor those that turn the direction of writing. */
const printable = (text: string): string =>
  stripVTControlCharacters(text)
    .replace(/[\t-\r\u0085\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "");
