import { BouncerError, type Trouble, wrongUsage } from './bouncer-error.ts';
import { commandOf } from './commands.ts';
import { helpOf, helpOfAll } from './describe-help.ts';
import type { Desk } from './desk.ts';
import { type Exit, exitCodes } from './exit-codes.ts';
import { readArguments } from './read-arguments.ts';

/** Where the command line was typed. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** @param forPeople - false when only one JSON document may be printed. */
  desk(forPeople: boolean): Desk;
}

/**
 * Runs one command.
 *
 * @param args - what was typed after `npm run bouncer --`.
 * @returns the exit code.
 */
export async function runBouncer(args: readonly string[], terminal: Terminal): Promise<number> {
  // Told apart from the rest first: what is wrong with the rest is to be said as JSON too.
  const json = args.includes('--json');
  try {
    return exitCodes[await run(args, json, terminal)];
  } catch (error) {
    if (!(error instanceof BouncerError)) throw error;
    const { trouble } = error;
    if (json) terminal.out(asJson({ error: asMembers(trouble) }));
    else terminal.err(`${terminal.desk(true).paint('bad', trouble.what)}\n${trouble.remedy}\n`);
    return exitCodes[trouble.exit];
  }
}

async function run([name, ...args]: readonly string[], json: boolean, terminal: Terminal): Promise<Exit> {
  const [beside] = args;
  if (name === undefined || name === '--help' || (name === 'help' && beside === undefined)) {
    terminal.out(helpOfAll());
    return name === undefined ? 'usage' : 'done';
  }
  if (name === 'help' && beside !== undefined) return await run([beside, '--help'], json, terminal);
  const command = commandOf(name);
  if (!command) {
    const what = name.startsWith('-')
      ? 'The command comes before its options.'
      : `There is no command ${name}.`;
    throw wrongUsage(what, 'See npm run bouncer -- --help');
  }
  const { given, words, help } = readArguments(name, command, args);
  if (help) {
    terminal.out(helpOf(name, command));
    return 'done';
  }
  const result = await command.run(given, words, terminal.desk(!json));
  terminal.out(json ? asJson(result.json) : `${result.text}\n`);
  return result.exit;
}

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const asMembers = ({ exit, what, remedy, problem }: Trouble): object => ({
  exit: exitCodes[exit],
  what,
  remedy,
  ...(problem !== undefined && { problem }),
});
