import { appendFileSync } from "node:fs";
import Mocha from "mocha";

const { EVENT_RUN_END } = Mocha.Runner.constants;

/**
 * Mocha's Spec reporter, which also appends the counts and the failed tests of each run as a line of JSON to the file
 * MOCHA_RESULTS.
 */
export default class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env["MOCHA_RESULTS"] ?? "";
    if (file === "") return;
    runner.once(EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const failed = this.failures.map((test) => `${test.fullTitle()}: ${test.err?.message ?? "no message"}`);
      appendFileSync(file, `${JSON.stringify({ passes, failures, pending, failed })}\n`);
    });
  }
}
