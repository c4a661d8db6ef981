import { HookError } from './hook-error.ts';

/**
 * Runs a hook as a script: what it expects to go wrong is one line and exit code 1, and so stops azd; whatever
 * else goes wrong is told by its kind and place, because its message may hold anything.
 */
export async function runHook(hook: () => Promise<void>): Promise<void> {
  try {
    await hook();
  } catch (error) {
    process.stderr.write(`${told(error)}\n`);
    process.exitCode = 1;
  }
}

function told(error: unknown): string {
  if (error instanceof HookError) return error.message;
  if (!(error instanceof Error)) return 'Something unexpected went wrong.';
  // What parseArgs says of an option that it does not know.
  if ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    return `${error.message} See --help.`;
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return `${error.name}, unexpectedly:\n${places.slice(0, 8).join('\n')}`;
}
