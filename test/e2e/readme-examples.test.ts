import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { afters } from './examples/after.ts';
import { type ExampleStack, startExampleStack } from './examples/example-stack.ts';
import { givens } from './examples/given.ts';
import { readExamples } from './examples/read-examples.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const names = ['README.md', ...globSync('docs/*.md', { cwd: root })];
const pages = readExamples(
  Object.fromEntries(names.map((name) => [name, readFileSync(`${root}/${name}`, 'utf8')])),
);

const logs: string[] = [];
let house: ExampleStack;
beforeAll(async () => {
  house = await startExampleStack(inject('appRoot'), pages.settings, logs);
});
afterAll(() => house?.stack.stop());

/** Pastes a script into a shell that stops at the first mistake. */
async function paste(script: string, env: Readonly<Record<string, string>>) {
  const { PATH = '', HOME = '' } = process.env;
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: root,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const exit = await new Promise<number | null>((resolve) => shell.on('close', resolve));
  return { output, exit };
}

describe('the pages', () => {
  it('say of every command to paste what it does, or why it is not run', () => {
    expect(pages.unexplained).toEqual([]);
    expect(pages.before).toContain('post()');
    expect(pages.examples.length).toBeGreaterThan(20);
  });

  it('name each example once, and promise something of it', () => {
    const examples = pages.examples.map(({ page, name }) => `${page}: ${name}`);
    expect(new Set(examples).size).toBe(examples.length);
    expect(pages.examples.filter(({ prints, after }) => !prints && !after)).toEqual([]);
  });
});

describe('an example', () => {
  it.each(pages.examples)(
    '$page: $name',
    async ({ script, given, exits = '0', prints, after, with: stand }) => {
      const seat = house.seat();
      const before = given ? await known(givens, given)(house, seat) : {};
      const [said = '', instead = ''] = stand?.split(' as ') ?? [];
      const pasted = stand ? script.replaceAll(said, instead) : script;
      const env = { ...house.env, ...before.env, THREAD: seat.thread, PERSON: seat.person };
      try {
        const { output, exit } = await paste(`${pages.before}\n${pasted}`, env);
        expect(`${exit}`, output).toBe(exits);
        if (prints) expect(output).toContain(prints);
        if (after) await known(afters, after)(house, seat, before);
      } finally {
        before.end?.();
      }
    },
  );
});

function known<T>(table: Readonly<Record<string, T>>, word: string): T {
  const found = Object.hasOwn(table, word) ? table[word] : undefined;
  if (!found) throw new Error(`No test knows what "${word}" means: ${Object.keys(table).join(', ')}.`);
  return found;
}
