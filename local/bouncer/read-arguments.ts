import { parseArgs } from 'node:util';
import * as z from 'zod';
import { wrongUsage } from './bouncer-error.ts';
import type { Command, Given, Options } from './command.ts';

/** What is asked of a command. */
export interface Asked {
  readonly given: Given<Options>;
  readonly words: readonly string[];
  readonly json: boolean;
  readonly help: boolean;
}

/** Every command has these. */
export const sharedOptions = {
  json: { about: 'prints the result, or what went wrong, as one JSON document and nothing else' },
  help: { about: 'this text' },
} as const satisfies Options;

/**
 * Reads a command's arguments by its table of options.
 *
 * @throws BouncerError that names the option and what it should be.
 */
export function readArguments(name: string, command: Command, args: readonly string[]): Asked {
  const options = { ...command.options, ...sharedOptions } as Options;
  const { values, positionals } = parse(name, options, args);
  const help = values.help === true;
  if (!help) refuseWords(name, command, positionals);
  const given = Object.entries(options).map(([option, { as }]) => {
    const value = values[option];
    return [option, as && value !== undefined && !help ? read(name, option, as, value) : value] as const;
  });
  return {
    given: Object.fromEntries(given) as Asked['given'],
    words: positionals,
    json: values.json === true,
    help,
  };
}

interface Parsed {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

function parse(name: string, options: Options, args: readonly string[]): Parsed {
  const config = Object.entries(options).map(([option, { value, many }]) => [
    option,
    { type: value ? 'string' : 'boolean', ...(many && { multiple: true }) } as const,
  ]);
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: Object.fromEntries(config) });
  } catch (error) {
    // parseArgs goes on to explain how a word may begin with a dash; nobody here needs one.
    const [what = ''] = (error as Error).message.split(/(?<=\S)\. /);
    throw wrongUsage(`${what.replace(/\.$/, '')}.`, seeHelp(name));
  }
}

function refuseWords(name: string, { words, usage }: Command, given: readonly string[]): void {
  const most = words === 'many' ? Number.POSITIVE_INFINITY : words === 'one' ? 1 : 0;
  if (given.length <= most) return;
  const [extra] = given.slice(most);
  throw wrongUsage(`${name} does not know what to do with ${extra}.`, `It takes: ${name} ${usage}`.trimEnd());
}

function read(name: string, option: string, shape: z.ZodType, value: unknown): unknown {
  const parsed = (Array.isArray(value) ? z.array(shape) : shape).safeParse(value);
  if (parsed.success) return parsed.data;
  throw wrongUsage(`--${option} ${parsed.error.issues[0]?.message ?? 'cannot be read'}.`, seeHelp(name));
}

/** Where to look when a command line was wrong. */
export const seeHelp = (name: string): string => `See npm run bouncer -- ${name} --help`;
