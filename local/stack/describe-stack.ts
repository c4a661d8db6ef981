import type { RunningAzure } from '../azure/start-azure.ts';
import { signedCurl } from '../send/signed-curl.ts';
import { seatPeople } from './seat-people.ts';
import type { Stack } from './start-stack.ts';

/**
 * What to know of a running stack, with a request to paste. Makes the thread that the request is about.
 *
 * @param cli - the option by which `npm run bouncer` finds this stack.
 * @param secrets - of further sources, by the variables that the examples have for them.
 */
export function describeStack(
  { azure, host, events }: Stack,
  cli = '--local',
  secrets: Readonly<Record<string, string>> = {},
): string {
  const thread = seatPeople(azure, ['Ada', 'Ben', 'Mallory']);
  const participant = thread.people.find(({ name }) => name === 'Mallory')?.rawId;
  const event = { id: 'case-4711', action: 'remove', threadId: thread.threadId, participant };
  const operator = host.keys.host.default ?? '';
  const variables = {
    ...{ URL: host.url, KEY: events.key, SECRET: events.signingKey },
    ...{
      HOST_KEY: operator,
      MASTER_KEY: host.keys.master,
      THREAD: thread.threadId,
      PERSON: participant ?? '',
    },
    ...{ BOUNCER_URL: host.url, BOUNCER_KEY: operator, BOUNCER_SECRET: events.signingKey },
    ...secrets,
  };
  const people = thread.people.map(({ name, rawId }) => `  ${name.padEnd(14)}${rawId}`);
  return `
chat-bouncer runs on ${host.url}; stop it with Ctrl-C.

Functions
${host.functions.map(({ name, methods, url }) => `  ${name.padEnd(19)}${(methods ?? []).join(',').padEnd(14)}${url}`).join('\n')}

Keys (header x-functions-key)
  for senders   ${events.key}
  for all       ${operator}
  master        ${host.keys.master}
  signing key   ${events.signingKey}   (secret webhook-signing-key)

Emulated Azure
  Key Vault     ${azure.vaultUrl}
  ACS           ${azure.communicationEndpoint}
  control door  ${azure.controlUrl}   x-control-key: ${azure.controlKey}   (see local/azure/README.md)

A thread to try it on: ${thread.threadId}
${people.join('\n')}

Paste this before the examples of the README, in a terminal of its own:

${exportsOf(variables)}

Or paste this to put Mallory out. It signs the event as senders do:

${signedCurl({ url: events.url, key: `'${events.key}'`, secret: `'${events.signingKey}'`, body: `'${JSON.stringify(event)}'` })}

Or, signed as well (npm run bouncer -- --help says what else there is):

npm run bouncer -- remove ${cli} --thread '${thread.threadId}' --participant '${participant}'

And this to see who is left:

curl -s --cacert '${azure.caFile}' -H 'x-control-key: ${azure.controlKey}' ${azure.controlUrl}/threads
`;
}

/** Sets variables, in a shell. */
function exportsOf(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value}'`)
    .join('\n');
}

/** What to know when only the emulated Azure runs. */
export function describeWithoutHost(azure: RunningAzure, settings: string): string {
  const thread = seatPeople(azure, ['Ada', 'Ben', 'Mallory']);
  return `
The emulated Azure runs; stop it with Ctrl-C. Run the app with Azure Functions Core Tools beside it:

func start

Settings were written to ${settings}. Events are signed with ${azure.signingKey}. A thread to try it on: ${thread.threadId}
${thread.people.map(({ name, rawId }) => `  ${name.padEnd(14)}${rawId}`).join('\n')}
`;
}
