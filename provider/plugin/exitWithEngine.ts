import { connect } from "node:http2";

/**
 * Exits when the engine is gone: otherwise the plugin would outlive a killed engine and continue to send requests. A
 * connection to the engine ends with it. Standard input is not evidence: a language host that starts the plugin may close
 * it immediately.
 */
export const exitWithEngine = (engine: string | undefined): void => {
  if (engine === undefined) return;
  const exit = (): void => {
    process.exit(1);
  };
  connect(`http://${engine}`).on("close", exit).on("error", exit);
};
