import type { Command, Options } from './command.ts';
import { commandOf, commands } from './commands.ts';
import { exitCodes, exitMeanings } from './exit-codes.ts';
import { deploymentOptions } from './find-deployment.ts';
import { sharedOptions } from './read-arguments.ts';
import { signingOptions } from './signing-options.ts';

const start = 'npm run bouncer --';

/** What there is to type. */
export function helpOfAll(): string {
  const list = Object.keys(commands).map((name) => [name, commandOf(name)?.about ?? ''] as const);
  return `${start} COMMAND [OPTIONS]   talks to a chat-bouncer: sends decisions and looks after them

${columns(list)}

${start} COMMAND --help tells the options of one.

Which app
${optionLines(deploymentOptions)}

Keys and secrets are taken from environment variables and never from the command line, which others can read
and shells remember. npm run prints two lines of its own: npm run -s bouncer -- … --json leaves only the JSON.

${exitLines()}
`;
}

/** All about one command. */
export function helpOf(name: string, { about, usage, more, options, examples }: Command): string {
  const groups = [
    ['Options', without(options, { ...deploymentOptions, ...signingOptions })],
    ['How it is signed', within(options, signingOptions)],
    ['Which app', within(options, deploymentOptions)],
    ['Always', sharedOptions],
  ] as const;
  const told = groups
    .filter(([, some]) => Object.keys(some).length > 0)
    .map(([title, some]) => `${title}\n${optionLines(some)}`);
  const shown = `Examples\n${examples.map((line) => `  ${start} ${line}`).join('\n')}`;
  const head = `${start} ${name} ${usage}`.trimEnd();
  const what = [capital(about), more].filter(Boolean).join('\n');
  return `${[head, what, ...told, shown, exitLines()].join('\n\n')}\n`;
}

function optionLines(options: Options): string {
  const rows = Object.entries(options).map(
    ([name, { value, about }]) => [`--${name}${value ? ` ${value}` : ''}`, about] as const,
  );
  return columns(rows);
}

function exitLines(): string {
  const rows = Object.entries(exitCodes).map(
    ([exit, code]) => [`${code}`, exitMeanings[exit as keyof typeof exitCodes]] as const,
  );
  return `Exit codes\n${columns(rows)}`;
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}   ${right}`).join('\n');
}

const without = (options: Options, others: Options): Options =>
  Object.fromEntries(Object.entries(options).filter(([name]) => !Object.hasOwn(others, name)));

const within = (options: Options, others: Options): Options =>
  Object.fromEntries(Object.entries(options).filter(([name]) => Object.hasOwn(others, name)));

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
