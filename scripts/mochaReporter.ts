import { writeFileSync } from "node:fs";
import Mocha from "mocha";

const { EVENT_RUN_END } = Mocha.Runner.constants;

/** Mocha's own report for people; where MOCHA_RESULTS names a file, its counts also go there, as JSON. */
export default class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env["MOCHA_RESULTS"] ?? "";
    if (file === "") return;
    runner.once(EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      writeFileSync(file, `${JSON.stringify({ passes, failures, pending })}\n`);
    });
  }
}
