import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HookError } from '../../../infra/hooks/hook-error.ts';
import { runHook } from '../../../infra/hooks/run-hook.ts';

let said: string[] = [];
let exitCode: typeof process.exitCode;
beforeEach(() => {
  said = [];
  exitCode = process.exitCode;
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});
afterEach(() => {
  process.exitCode = exitCode;
  vi.restoreAllMocks();
});

/** What a hook that throws this leaves behind. */
async function thrown(error: unknown): Promise<{ code: typeof process.exitCode; said: string }> {
  await runHook(() => Promise.reject(error));
  const code = process.exitCode;
  process.exitCode = exitCode;
  return { code, said: said.join('') };
}

describe('a hook, run as a script', () => {
  it('leaves the exit code alone when all went well', async () => {
    await runHook(async () => undefined);
    expect([process.exitCode, said]).toEqual([exitCode, []]);
  });

  it('tells in one line what has to be put right, and stops azd', async () => {
    expect(await thrown(new HookError('Set ACS_NAME.'))).toEqual({ code: 1, said: 'Set ACS_NAME.\n' });
  });

  it('points to the help when an option is not known', async () => {
    const error = Object.assign(new TypeError("Unknown option '--x'"), {
      code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION',
    });
    expect((await thrown(error)).said).toBe("Unknown option '--x' See --help.\n");
  });

  it('tells of the unexpected where it happened, never its message', async () => {
    const { code, said: told } = await thrown(new TypeError('accesskey=secret'));
    expect(code).toBe(1);
    expect(told).toMatch(/^TypeError, unexpectedly:\n\s+at .*run-hook\.test\.ts/);
    expect(told).not.toContain('secret');
  });

  it('survives what is no error at all', async () => {
    expect((await thrown('secret')).said).toBe('Something unexpected went wrong.\n');
  });
});
