import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { styleText } from 'node:util';
import { Presets, SingleBar } from 'cli-progress';
import { systemClock } from '../../src/clock.ts';
import { wrongUsage } from './bouncer-error.ts';
import type { Desk, Look, Progress } from './desk.ts';
import type { Terminal } from './run-bouncer.ts';

const styles = {
  good: 'green',
  bad: 'red',
  open: 'yellow',
  faint: 'dim',
  strong: 'bold',
} as const satisfies Record<Look, string>;

const noProgress: Progress = { step: () => {}, stop: () => {} };

/** This process's own terminal. Results go to its output; what is said meanwhile goes to its error output. */
export function openTerminal(): Terminal {
  const { stdout, stderr } = process;
  // Whoever reads may have read enough: … | head
  stdout.on('error', () => {});
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    desk: (forPeople) => ({
      env: process.env,
      clock: systemClock,
      // styleText asks the stream, and minds NO_COLOR.
      paint: (look, text) => styleText(styles[look], text, { stream: stdout }),
      note: (line) => void (forPeople && stderr.write(`${line}\n`)),
      progress: (total, what) => (forPeople && stderr.isTTY && total > 1 ? showBar(total, what) : noProgress),
      read: readInput,
    }),
  };
}

function showBar(total: number, what: string): Progress {
  const format = `{bar} {value} of {total} ${what}`;
  const bar = new SingleBar(
    { stream: process.stderr, format, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return { step: () => bar.increment(), stop: () => bar.stop() };
}

const readInput: Desk['read'] = async (file) => {
  try {
    return file === '-' ? await buffer(process.stdin) : await readFile(file);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw wrongUsage(
      `${file} cannot be read (${code}).`,
      'Check its name, or give - for the standard input.',
    );
  }
};
