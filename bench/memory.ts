import { readdirSync, readFileSync } from "node:fs";

/**
 * Watches the provider process that this process's engine runs. What it returns ends the watch and gives the peak of its
 * resident memory in bytes; undefined where there was none or the platform does not tell.
 */
export const watchMemory = (): (() => number | undefined) => {
  if (process.platform !== "linux") return () => undefined;
  let provider: number | undefined;
  let peak: number | undefined;
  const look = (): void => {
    let seen = provider === undefined ? undefined : highWater(provider);
    if (seen === undefined) {
      provider = providerBelow(process.pid);
      seen = provider === undefined ? undefined : highWater(provider);
    }
    if (seen !== undefined) peak = Math.max(peak ?? 0, seen);
  };
  const looking = setInterval(look, 100);
  return () => {
    clearInterval(looking);
    return peak;
  };
};

/** The kernel keeps the peak itself, so that nothing between two looks is missed but what comes after the last. */
const highWater = (pid: number): number | undefined => {
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(text(pid, "status"))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
};

/** Other engines may run on this machine, hence only descendants. */
const providerBelow = (ancestor: number): number | undefined => {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const parents = new Map(pids.map((pid) => [Number(pid), parent(Number(pid))]));
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (parents.get(pid) === ancestor || isBelow(parents.get(pid)));
  return [...parents.keys()].find((pid) => isBelow(pid) && text(pid, "cmdline").includes("cmd/dynamic-provider/index"));
};

const parent = (pid: number): number | undefined => {
  const found = /^PPid:\s*(\d+)$/m.exec(text(pid, "status"))?.[1];
  return found === undefined ? undefined : Number(found);
};

/** Empty where the process is gone. */
const text = (pid: number, file: "status" | "cmdline"): string => {
  try {
    return readFileSync(`/proc/${String(pid)}/${file}`, "utf8");
  } catch {
    return "";
  }
};
