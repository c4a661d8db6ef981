import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A script of the project, running as a person would have started it. */
export interface RunningScript {
  readonly process: ChildProcess;
  /** All it has printed so far. */
  output(): string;
  /** Resolves once something it has printed fits; rejects when it ends before that. */
  says(expected: RegExp): Promise<RegExpMatchArray>;
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
}

/** Starts `node <script> <args>` in the project's folder, with more in its environment. */
export function runScript(
  script: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): RunningScript {
  const child = spawn(process.execPath, ['--import', './local/node-version.mjs', script, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      printed += text;
      for (const look of waiting) look();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  return {
    process: child,
    output: () => printed,
    ended,
    says: (expected) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = expected.exec(printed);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`It ended without saying ${expected}:\n${printed}`)));
      }),
  };
}
