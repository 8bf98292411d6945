import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fill, isWanted, type Contexts, type JobStatus } from "./pipelineExpression.js";
import { readWorkflow, type Job, type Step, type Variables } from "./pipelineFile.js";
import { bash } from "./pipelineShell.js";

/** Event that starts a workflow, and the contexts it can use. */
export interface Trigger {
  readonly github: { readonly event_name: string; readonly [name: string]: unknown };
  readonly secrets: Variables;
  readonly vars: Variables;
  /** Aborts if a user cancels the run, which interrupts the step that is running. */
  readonly cancel?: AbortSignal;
}

/**
 * State of GitHub's machine after the steps with `uses`: a copy of the repository, with Node and the CLI on the PATH.
 */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  checkout(folder: string): Promise<void>;
}

export interface JobRun {
  readonly result: JobStatus | "skipped";
  /** Exit code of the step that failed, or 0. */
  readonly code: number;
  /** Output of the steps. GitHub would mask secrets in it; this runner does not. */
  readonly output: string;
  /** Text that the steps wrote for the summary of the run. */
  readonly summary: string;
}

/** Runs the jobs of a workflow as GitHub does: each on a fresh machine, with its shell steps in bash. */
export const runWorkflow = async (
  file: string,
  { github, secrets, vars, cancel }: Trigger,
  machine: Machine,
): Promise<Readonly<Record<string, JobRun>>> => {
  const { on, defaults, env, jobs } = readWorkflow(file);
  const events = typeof on === "string" ? [on] : Object.keys(on);
  if (!events.includes(github.event_name)) throw new Error(`${file} does not run on ${github.event_name}`);
  if (defaults.run.shell !== "bash") throw new Error(`${file} runs its steps by ${defaults.run.shell}`);
  const runs: Record<string, JobRun> = {};
  for (const [name, job] of Object.entries(jobs)) {
    if (job.needs !== undefined && job.if?.startsWith("always() && ") !== true) {
      throw new Error(`${file}: what becomes of the job ${name} after the one that it needs is not known here`);
    }
    const contexts = { github, vars, needs: runs };
    // GitHub does not let a condition see secrets.
    runs[name] = (await isWanted(job.if, contexts, "success"))
      ? await runJob(job, { ...variablesOf(github), ...env }, { contexts, secrets, cancel }, machine)
      : { ...nothing, result: "skipped" };
  }
  return runs;
};

const nothing = { code: 0, output: "", summary: "" } as const;

/** Returns the variables of GitHub's machine that the command reads. */
const variablesOf = ({ repository, sha }: Trigger["github"]): Variables => ({
  GITHUB_REPOSITORY: String(repository),
  GITHUB_SHA: String(sha),
});

interface JobInputs {
  readonly contexts: Contexts;
  readonly secrets: Variables;
  readonly cancel: AbortSignal | undefined;
}

const runJob = async (
  job: Job,
  env: Variables,
  { contexts, secrets, cancel }: JobInputs,
  machine: Machine,
): Promise<JobRun> => {
  const folder = await mkdtemp(join(tmpdir(), "insights-job-"));
  const workspace = join(folder, "workspace");
  const page = join(folder, "summary.md");
  try {
    await machine.checkout(workspace);
    await writeFile(page, "");
    let [code, output, result] = [0, "", "success" as JobStatus];
    const steps: Record<string, { readonly outcome: JobRun["result"] }> = {};
    for (const step of job.steps) {
      const known = { ...contexts, steps };
      let outcome: JobRun["result"] = "skipped";
      if (await isWanted(step.if, known, result)) {
        const variables = await filled({ ...env, ...step.env }, { ...known, secrets });
        const all = { ...machine.env, ...variables, GITHUB_STEP_SUMMARY: page };
        const wasCancelled = cancel?.aborted === true;
        const ended = await bash(scriptOf(step), workspace, all, wasCancelled ? undefined : cancel);
        output += ended.output;
        outcome = cancel?.aborted === true && !wasCancelled ? "cancelled" : ended.code === 0 ? "success" : "failure";
        if (outcome !== "success" && step["continue-on-error"] !== true && result === "success") {
          [result, code] = [outcome, ended.code];
        }
      }
      if (step.id !== undefined) steps[step.id] = { outcome };
    }
    return { result, code, output, summary: await readFile(page, "utf8") };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Returns no script for an action whose work the machine has done. */
const scriptOf = ({ uses, run }: Step): string => {
  const action = uses?.split("@")[0];
  if (action !== undefined && !["actions/checkout", "actions/setup-node", "pulumi/actions"].includes(action)) {
    throw new Error(`the machine of the tests has not done the work of ${action}`);
  }
  if (run?.includes("${{") === true) throw new Error(`an expression in a script, which anybody may fill: ${run}`);
  return run ?? "";
};

const filled = async (variables: Variables, contexts: Contexts): Promise<Variables> => {
  const values = Object.entries(variables).map(async ([name, text]) => [name, await fill(text, contexts)] as const);
  return Object.fromEntries(await Promise.all(values));
};
