import { readStackFile } from '../stack/stack-file.ts';
import { BouncerError, wrongUsage } from './bouncer-error.ts';
import type { Given, Options } from './command.ts';
import type { Desk } from './desk.ts';
import { variable } from './option-values.ts';

/** How a command is told which app it talks to. */
export const deploymentOptions = {
  url: { value: 'URL', about: 'the app, https://my-app.azurewebsites.net; or BOUNCER_URL' },
  'key-env': {
    value: 'NAME',
    as: variable,
    about: 'the environment variable that holds the function or host key (BOUNCER_KEY)',
  },
  local: { about: 'the app that npm start runs on this machine, with its keys' },
  stack: { value: 'FILE', about: 'the same, where npm start was given --stack FILE' },
} as const satisfies Options;

/** An app to talk to. */
export interface Deployment {
  /** Without a slash at its end, and without `/api`. */
  readonly url: string;
  readonly keys: { readonly send: string; readonly operate: string };
  /** Only of the local stack. */
  readonly signingSecret?: string;
  readonly local: boolean;
}

/** @throws BouncerError when it is not said, or may not be called so. */
export async function findDeployment(
  given: Given<typeof deploymentOptions>,
  { env }: Pick<Desk, 'env'>,
): Promise<Deployment> {
  if (given.local || given.stack) return await localDeployment(given.stack);
  const keyName = given['key-env'] ?? 'BOUNCER_KEY';
  const url = given.url ?? env.BOUNCER_URL;
  if (!url) {
    throw wrongUsage(
      'Nothing says which app to talk to.',
      'Give --url or set BOUNCER_URL; or give --local while npm start runs.',
    );
  }
  const key = env[keyName]?.trim();
  if (!key) {
    throw wrongUsage(
      `There is no key in ${keyName}.`,
      `Put a function or host key there: export ${keyName}="$(az functionapp keys list … --query functionKeys.default -o tsv)"`,
    );
  }
  if (!/^[\x21-\x7e]+$/.test(key))
    throw wrongUsage(`What is in ${keyName} is no key.`, 'A key is one word of plain letters and digits.');
  return { url: originOf(url), keys: { send: key, operate: key }, local: false };
}

/** What the local stack has written down of itself. @throws BouncerError when none runs. */
export async function findStack(file: string | undefined) {
  const stack = await readStackFile(file);
  if (stack) return stack;
  throw new BouncerError({
    exit: 'unavailable',
    what: file ? `No local stack has written ${file}.` : 'No local stack runs on this machine.',
    remedy: `Start one in another terminal: npm start${file ? ` -- --stack ${file}` : ''}`,
  });
}

async function localDeployment(file: string | undefined): Promise<Deployment> {
  const { url, keys, signingSecret } = await findStack(file);
  return { url, keys: { send: keys.events, operate: keys.operator }, signingSecret, local: true };
}

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The key goes along with each call, so it never goes in the clear, save to this machine. */
function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.has(url.hostname));
  if (!url || !isSafe || url.search || url.hash || url.username) {
    throw wrongUsage(
      'The address of the app must be an https URL.',
      'Give it like this: https://my-app.azurewebsites.net',
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\/api$/, '')}`;
}
