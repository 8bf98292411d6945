import { connect } from "node:http2";

/**
 * Exits when the engine is gone: the plugin would outlive a killed engine and go on sending requests. A connection to the
 * engine ends with it. Standard input does not show it: a language host that starts the plugin may close it at once.
 */
export const exitWithEngine = (engine: string | undefined): void => {
  if (engine === undefined) return;
  const end = (): void => {
    process.exit(1);
  };
  connect(`http://${engine}`).on("close", end).on("error", end);
};
