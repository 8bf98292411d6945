import { Agent } from "node:https";

/** Agent options for HTTPS_PROXY and NO_PROXY. Node before 22.21 and 24.5 ignores them and connects directly. */
export const proxied = (env: NodeJS.ProcessEnv): object => ({ proxyEnv: env });

/** Returns the problem with the proxy variable, without its value, which may contain a password. */
export const proxyProblem = (env: NodeJS.ProcessEnv): string | undefined => {
  const name = env["https_proxy"] ? "https_proxy" : "HTTPS_PROXY";
  if (isUsable(env) && !isCutShort(env[name] ?? "")) return undefined;
  return (
    `${name} is not a valid URL, such as http://user:password@proxy.example.com:8080: percent-encode characters such as ` +
    "#, / and % in its user name and password (%23, %2F, %25)"
  );
};

/** Whether Node accepts the variables. Node's error is dropped, because it quotes them. */
const isUsable = (env: NodeJS.ProcessEnv): boolean => {
  try {
    new Agent(proxied(env));
    return true;
  } catch {
    return false;
  }
};

/** Whether the host ends in the middle of a password, as in `http://user:1#2@proxy`. */
const isCutShort = (url: string): boolean => URL.canParse(url) && /[/?#].*@/.test(url.slice(url.indexOf("//") + 2));
