import { readFile } from 'node:fs/promises';

/** What a process has used so far. */
export interface ProcessCost {
  /** Processor time, user and system, in milliseconds. */
  readonly cpuMs: number;
  /** Resident memory, in MiB. */
  readonly memoryMiB: number;
}

/** Linux counts in hundredths of a second, and in pages of 4 KiB. */
const [tickMs, pageMiB] = [10, 4 / 1_024];

/** Reads what a process has used, from /proc; undefined where there is no such thing (macOS, Windows). */
export async function processCost(pid: number): Promise<ProcessCost | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user = 0, system = 0, pages = 0] = [fields[11], fields[12], fields[21]].map(Number);
    return { cpuMs: (user + system) * tickMs, memoryMiB: pages * pageMiB };
  } catch {
    return undefined;
  }
}
