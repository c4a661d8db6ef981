import { describe, expect, it } from 'vitest';
import { commandOf, commands } from '../../../local/bouncer/commands.ts';
import { helpOf, helpOfAll } from '../../../local/bouncer/describe-help.ts';
import { exitCodes } from '../../../local/bouncer/exit-codes.ts';
import { readArguments } from '../../../local/bouncer/read-arguments.ts';

const names = Object.keys(commands);
const command = (name: string) => {
  const found = commandOf(name);
  if (!found) throw new Error(`No command ${name}`);
  return found;
};

/** The words of a line as a shell would pass them on. */
const words = (line: string) =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

describe('the help', () => {
  it('lists every command and every exit code', () => {
    const help = helpOfAll();
    for (const name of names) expect(help).toContain(`  ${name} `);
    for (const code of Object.values(exitCodes)) expect(help).toMatch(new RegExp(`^ {2}${code} {3}\\w`, 'm'));
  });

  it.each(names)('of %s names each of its options once, and the exit codes', (name) => {
    const help = helpOf(name, command(name));
    for (const option of [...Object.keys(command(name).options), 'json', 'help']) {
      expect(help.match(new RegExp(`^ {2}--${option}\\b`, 'gm'))).toHaveLength(1);
    }
    expect(help).toContain('Exit codes');
  });

  it.each(names)('of %s fits a terminal of 120 columns', (name) => {
    const lines = `${helpOfAll()}\n${helpOf(name, command(name))}`.split('\n');
    expect(lines.filter((line) => line.length > 120)).toEqual([]);
  });

  it.each(names)('of %s shows examples that its own options understand', (name) => {
    const { examples } = command(name);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const [first, ...args] = words(example.replaceAll('…', 'abc'));
      expect(first).toBe(name);
      readArguments(name, command(name), args);
    }
  });

  it.each(['remove', 'ban', 'unban', 'send', 'redrive', 'confirm', 'cleanup', 'join'])(
    '%s changes something, so there is a dry run of it',
    (name) => {
      expect(Object.keys(command(name).options)).toContain('dry-run');
    },
  );

  it('knows no command by a name of JavaScript’s own', () => {
    expect(['toString', 'constructor', '__proto__'].map(commandOf)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
