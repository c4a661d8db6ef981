import type * as z from 'zod';
import type { Desk } from './desk.ts';
import type { Exit } from './exit-codes.ts';

/** One option of a command. Without a `value` it is a switch. */
export interface Option {
  readonly about: string;
  /** What stands for its value in the help. */
  readonly value?: string;
  /** How its value is read; as it stands, if absent. */
  readonly as?: z.ZodType;
  /** It may be given more than once. */
  readonly many?: true;
}

/** Options by name, in the order of the help. */
export type Options = Readonly<Record<string, Option>>;

type Value<O extends Option> = O extends { value: string }
  ? O extends { as: infer Shape extends z.ZodType }
    ? z.output<Shape>
    : string
  : boolean;

/** What was given for each option. */
export type Given<O extends Options> = {
  readonly [Name in keyof O]:
    | (O[Name] extends { many: true } ? Value<O[Name]>[] : Value<O[Name]>)
    | undefined;
};

/** What a command has to say: for people, for programs, and as its exit code. */
export interface Result {
  readonly exit: Exit;
  readonly text: string;
  readonly json: unknown;
}

/** Something to type. */
export interface Command<O extends Options = Options> {
  /** One line, for the list of commands. */
  readonly about: string;
  /** What follows its name, besides options. */
  readonly usage: string;
  /** More about it, in lines of at most 100 characters. */
  readonly more?: string;
  /** Each one a command line after `npm run bouncer -- `. */
  readonly examples: readonly string[];
  readonly options: O;
  /** How many words it takes that belong to no option; none, if absent. */
  readonly words?: 'one' | 'many';
  /** @throws BouncerError */
  run(given: Given<O>, words: readonly string[], desk: Desk): Promise<Result>;
}

/** Lets a command's options be typed by its own table of them. */
export function defineCommand<const O extends Options>(command: Command<O>): Command<O> {
  return command;
}
