import { cpus, totalmem, type } from "node:os";
import { callsTable } from "./calls.js";
import { growthTable } from "./growth.js";
import { latency } from "./life.js";
import { ratios } from "./ratios.js";
import { summarize, type Lived } from "./summary.js";
import { trust } from "./trust.js";

/** When, where and with what it was measured. */
export const conditions = (lived: readonly Lived[], engine: string): string => {
  const [processor] = cpus();
  return [
    lived.map(({ life }) => life.date).sort()[0],
    type(),
    `${String(cpus().length)} cores (${processor?.model.trim() ?? "unknown"})`,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `Node ${process.versions.node}`,
    `Pulumi ${engine}`,
    "file backend",
    `emulator with ${String(latency)} ms`,
  ].join(", ");
};

/** All tables, with what is needed to read them. @param levers The table of these, where they were pulled. */
export const report = (lived: readonly Lived[], engine: string, levers: string | undefined): string => {
  const summaries = summarize(lived);
  return `${ratios(summaries)}

*Nothing* is a dynamic provider whose methods return at once, without HTTP: what the engine itself takes. *Plain* is one with
its code in state and one \`GET\` for each read. An \`up\`, \`refresh\` or \`destroy\` is one with \`--skip-preview\`. Each group
has two applications, and the account has no others (T = N) but where it says so.

${callsTable(summaries)}

To wait for them takes about calls · latency ÷ 8 (the requests in flight). What *nothing* takes is the engine's own time. It
grows faster than N where the engine saves the whole state after each step:

${growthTable(summaries)}
${levers === undefined ? "" : `\n${levers}\n`}
${trust(lived)}
${conditions(lived, engine)}: \`npm run bench\``;
};
