import { describe, expect, it } from 'vitest';
import { BouncerError } from '../../../local/bouncer/bouncer-error.ts';
import { type Command, defineCommand } from '../../../local/bouncer/command.ts';
import { ahead, header } from '../../../local/bouncer/option-values.ts';
import { readArguments } from '../../../local/bouncer/read-arguments.ts';

const example = defineCommand({
  about: 'shows how options are read',
  usage: 'THING',
  examples: [],
  words: 'one',
  options: {
    who: { value: 'NAME', about: 'somebody' },
    until: { value: 'TIME', as: ahead, about: 'a time' },
    header: { value: 'NAME: VALUE', as: header, many: true, about: 'headers' },
    'dry-run': { about: 'a switch' },
  },
  run: async () => ({ exit: 'done', text: '', json: {} }),
}) as unknown as Command;

const read = (...args: string[]) => readArguments('example', example, args);

function trouble(...args: string[]) {
  try {
    read(...args);
  } catch (error) {
    if (error instanceof BouncerError) return error.trouble;
  }
  throw new Error('It was understood.');
}

describe('a command line', () => {
  it('is read by the command’s table of options', () => {
    const asked = read('it', '--who', 'Ada', '--dry-run', '--header', 'a: 1', '--header=b: 2', '--json');
    expect(asked).toMatchObject({
      words: ['it'],
      json: true,
      help: false,
      given: {
        ...{ who: 'Ada', 'dry-run': true, until: undefined },
        header: [
          ['a', '1'],
          ['b', '2'],
        ],
      },
    });
  });

  it.each([
    [['--whom', 'Ada'], "Unknown option '--whom'."],
    [['--who'], "Option '--who <value>' argument missing."],
    [['--dry-run=yes'], "Option '--dry-run' does not take an argument."],
    [['--until', 'soon'], /^--until must be a time with a zone/],
    [['--header', 'fine: 1', '--header', 'wrong'], '--header must be written name: value.'],
    [['one', 'two'], 'example does not know what to do with two.'],
  ])('%j is not understood, and says why in one line', (args, what) => {
    const said = trouble(...args);
    expect(said).toMatchObject({ exit: 'usage', what: expect.stringMatching(what) });
    expect(`${said.what}${said.remedy}`).not.toContain('\n');
  });

  it('asks for help whatever else it says', () => {
    expect(read('--help', '--until', 'soon', 'one', 'two')).toMatchObject({ help: true });
  });

  it('never repeats what was given for an option: it might be a key', () => {
    expect(JSON.stringify(trouble('--until', 'something-secret'))).not.toContain('something-secret');
    expect(JSON.stringify(trouble('--key=something-secret'))).not.toContain('something-secret');
  });
});
