/** Writes the state of this version beside this file. Run it, and commit the state, with every release. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startEmulator } from "../../../emulator/index.js";
import { newStack } from "../../support/stack.js";
import { programOf } from "./groups.js";

const repositories = [{ key: "acme/web", projectKeys: [] }];

const main = async (): Promise<void> => {
  const { version } = JSON.parse(readFileSync(resolve(__dirname, "../../../package.json"), "utf8")) as {
    version: string;
  };
  const emulator = await startEmulator({ token: "api-sample", now: () => 1_790_000_000_000, repositories });
  const stack = await newStack({ LAUNCHDARKLY_ACCESS_TOKEN: "api-sample", LAUNCHDARKLY_API_HOST: emulator.url });
  try {
    await stack.program(programOf(version));
    await stack.succeed("up");
    const { output } = await stack.run(["stack", "export"]);
    // The folder of the program differs between machines.
    const state: unknown = JSON.parse(output, (key, value: unknown) =>
      key === "sourcePosition" || key === "stackTrace" ? undefined : value,
    );
    writeFileSync(join(__dirname, `${version}.json`), `${JSON.stringify(state, null, 2)}\n`);
  } finally {
    await emulator.close();
    await stack.remove();
  }
};

void main();
