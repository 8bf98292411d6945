import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

export const pipelines = resolve(__dirname, "../../examples/pipelines");

export const workflowFiles: readonly string[] = readdirSync(pipelines).filter((file) => file.endsWith(".yml"));

/** The used part of a workflow file of GitHub Actions. */
export interface Workflow {
  readonly name: string;
  readonly on: string | Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly defaults: { readonly run: { readonly shell: string } };
  readonly env: Variables;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Job {
  readonly needs?: string;
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "runs-on": string;
  readonly "timeout-minutes": number;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly if?: string;
  readonly "continue-on-error"?: boolean;
  readonly "timeout-minutes"?: number;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Variables;
  readonly run?: string;
}

export type Variables = Readonly<Record<string, string>>;

/** Reads a workflow. Refuses what {@link runWorkflow} would ignore, because the test would then differ from GitHub. */
export const readWorkflow = (file: string): Workflow => {
  const workflow = parse(readFileSync(join(pipelines, file), "utf8")) as Workflow; // the linter has checked its shape
  const jobs = Object.values(workflow.jobs);
  only(file, known.workflow, [workflow]);
  only(file, known.job, jobs);
  only(
    file,
    known.step,
    jobs.flatMap(({ steps }) => steps),
  );
  return workflow;
};

const known = {
  workflow: ["name", "on", "permissions", "concurrency", "defaults", "env", "jobs"],
  job: ["needs", "if", "permissions", "runs-on", "timeout-minutes", "steps"],
  step: ["id", "name", "if", "continue-on-error", "timeout-minutes", "uses", "with", "env", "run"],
} as const;

const only = (file: string, names: readonly string[], parts: readonly object[]): void => {
  const other = parts.flatMap((part) => Object.keys(part)).filter((name) => !names.includes(name));
  if (other.length > 0) throw new Error(`${file} has what the tests do not run: ${other.join(", ")}`);
};
