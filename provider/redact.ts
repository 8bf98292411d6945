/**
 * A server or a proxy may quote what it was sent. Whatever a message says, it never shows the access token, in clear or
 * encoded, nor a key that SDKs use.
 */
export const redact =
  (accessToken: string) =>
  (message: string): string =>
    [accessToken, encodeURIComponent(accessToken), Buffer.from(accessToken).toString("base64")]
      .reduce((text, secret) => text.replaceAll(secret, "[access token]"), message)
      .replace(/\b(sdk|mob)-[0-9a-f-]{16,}/gi, "[$1 key]");
