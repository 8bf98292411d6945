import { connectionError, networkError, type ConnectionError, type NetworkError } from "../errors/apiError.js";

/** Converts the rejection of an attempt, by the code of Node's error. */
export const toNetworkError = (cause: unknown): NetworkError | ConnectionError => {
  if (!(cause instanceof Error)) return networkError("no reply", true);
  const { message } = cause;
  const code = "code" in cause ? String(cause.code) : "";
  if (certificateCode.test(code)) return connectionError("certificate", message);
  if (code.startsWith("ERR_PROXY_") && proxyRefusal.test(message)) return connectionError("proxy", message);
  return networkError(message, !unsentCode.test(code));
};

/** OpenSSL's verification results, and Node's codes for a wrong host name. */
const certificateCode = /^(CERT_|CRL_|UNABLE_TO_|ERR_TLS_|INVALID_(CA|PURPOSE)$|HOSTNAME_MISMATCH$)|SELF_SIGNED/;

/** Statuses of a proxy that would recur, unlike the 5xx of a restart. */
const proxyRefusal = /: HTTP\/1\.\d [34]\d\d\b/;

/** Codes of failed connections: no request was sent. */
const unsentCode = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_PROXY_\w+)$/;
