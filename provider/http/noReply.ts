import { connectionError, networkError, type ConnectionError, type NetworkError } from "../errors/apiError.js";

/** What it means that an attempt was rejected. Node's errors are known by their codes. */
export const noReply = (cause: unknown): NetworkError | ConnectionError => {
  if (!(cause instanceof Error)) return networkError("no reply", true);
  const { message } = cause;
  const code = "code" in cause ? String(cause.code) : "";
  if (isOfCertificate.test(code)) return connectionError("certificate", message);
  if (code.startsWith("ERR_PROXY_") && isRefusedByProxy.test(message)) return connectionError("proxy", message);
  return networkError(message, !isUnsent.test(code));
};

/** OpenSSL's results of a verification, and Node's own of the host's name. */
const isOfCertificate = /^(CERT_|CRL_|UNABLE_TO_|ERR_TLS_|INVALID_(CA|PURPOSE)$|HOSTNAME_MISMATCH$)|SELF_SIGNED/;

/** A status that a proxy would answer again, unlike a 5xx of one that restarts. */
const isRefusedByProxy = /: HTTP\/1\.\d [34]\d\d\b/;

/** Without a connection there was no request. */
const isUnsent = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_PROXY_\w+)$/;
