import { spawn } from 'node:child_process';

/** What a finished program left behind. `code` is -1 when it could not be started at all. */
export type Finished = { readonly code: number; readonly stdout: string; readonly stderr: string };

/**
 * Runs a program to its end and never throws: whoever calls decides what a failure means.
 * @param env replaces the environment; the default is our own.
 */
export function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', (error) => resolve({ code: -1, stdout, stderr: error.message }));
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}
