import * as z from 'zod';
import type { CommunicationIdentifier } from '../../../src/chat/identifier/communication-identifier.ts';
import { parseIdentifier } from '../../../src/chat/identifier/parse-identifier.ts';
import { UpstreamError } from '../../../src/upstream/upstream-error.ts';
import { BouncerError, wrongUsage } from '../bouncer-error.ts';
import { defineCommand } from '../command.ts';
import { chatAccessOptions, findChatAccess } from '../find-chat-access.ts';
import { type Joined, joinThread } from '../join-thread.ts';

const thread = z
  .string()
  .regex(/^19:[A-Za-z0-9_-]{1,200}@thread\.v2$/, 'must be the id of an ACS thread, 19:…@thread.v2');

const said: Readonly<Record<Joined, string>> = {
  joined: 'is in the thread now',
  'in-already': 'is in the thread already',
  'would-join': 'would be put into the thread; this was a dry run',
};

export const join = defineCommand({
  about: 'puts the moderator into a thread, on behalf of somebody who is in it',
  usage: '--thread ID --member RAWID',
  more: 'Only somebody in a thread can remove others from it. A token is minted for the member, and lets the moderator in.',
  examples: [
    "join --local --thread '19:…@thread.v2' --member 8:acs:…",
    "join --vault https://my-vault.vault.azure.net --thread '19:…@thread.v2' --member 8:acs:… --dry-run",
  ],
  options: {
    thread: { value: 'ID', as: thread, about: 'the thread, 19:…@thread.v2' },
    member: { value: 'RAWID', about: 'somebody who is in it: an identity of the same ACS resource, 8:acs:…' },
    'dry-run': { about: 'says whether it would work, and lets nobody in' },
    ...chatAccessOptions,
  },
  async run(given, _words, desk) {
    const { thread: threadId } = given;
    if (!threadId || !given.member) {
      throw wrongUsage('--thread and --member are needed.', 'Name the thread, and somebody who is in it.');
    }
    const member = identifierOf('--member', given.member);
    const { connectionString, moderator: rawId } = await findChatAccess(given, desk);
    const moderator = identifierOf('The moderator', rawId);
    const dryRun = given['dry-run'] === true;
    const joined = await joinThread(
      { connectionString, threadId, member, moderator, dryRun },
      desk.clock,
    ).catch(explain);
    return {
      exit: 'done',
      text: `${desk.paint('strong', moderator.rawId)} ${said[joined]}.`,
      json: { threadId, moderator: moderator.rawId, member: member.rawId, result: joined },
    };
  },
});

function identifierOf(what: string, rawId: string): CommunicationIdentifier {
  const parsed = parseIdentifier(rawId);
  if ('fault' in parsed)
    throw wrongUsage(`${what} ${parsed.fault.detail}.`, 'Give a raw id, such as 8:acs:…');
  if (parsed.identifier.kind === 'communicationUser') return parsed.identifier;
  throw wrongUsage(`${what} is no user of an ACS resource.`, 'Tokens are minted only for those: 8:acs:…');
}

/** By service and status. The hints of the errors themselves speak of the app’s settings. */
const remedies: Readonly<Record<string, string>> = {
  'acs-identity 401': 'Check the connection string: its access key may have been rotated.',
  'acs-identity 404': 'Name a member who belongs to this ACS resource.',
  'acs-chat 401': 'Name a member who is in this thread, and check the thread’s id.',
  'acs-chat 403': 'Name a member who is in this thread, and check the thread’s id.',
  'acs-chat 404': 'Name a member who is in this thread, and check the thread’s id.',
  'key-vault 0': 'Give the connection string as Azure shows it: endpoint=https://…/;accesskey=…',
};

function explain(error: unknown): never {
  if (!(error instanceof UpstreamError)) throw error;
  const { upstream, status = 0, message, hint, code } = error;
  const isAway = status === 0 ? upstream !== 'key-vault' : status === 429 || status >= 500;
  throw new BouncerError({
    exit: isAway ? 'unavailable' : 'refused',
    what: `${message.replace(/\.$/, '')}${status ? ` (${upstream} ${status} ${code})` : ''}.`,
    remedy: remedies[`${upstream} ${status}`] ?? hint,
  });
}
