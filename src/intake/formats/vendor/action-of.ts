import type { Action } from '../../../moderation/moderation-event.ts';
import type { SourceOfFormat } from '../reading.ts';
import { textAt } from './value-at.ts';
import type { Meaning } from './vendor.ts';

/**
 * Words that can mean nothing else. `remove`, `reject`, `block` and `unblock` are not among them: moderation tools say
 * so of messages.
 */
const plainWords: Readonly<Record<string, Action>> = {
  ban: 'ban',
  ban_user: 'ban',
  kick: 'remove',
  kick_user: 'remove',
  remove_user: 'remove',
  remove_participant: 'remove',
  unban: 'unban',
  unban_user: 'unban',
};

/**
 * What a vendor's event asks for; undefined if nothing of ours. What the source says of any of the vendor's words, or
 * of the event's type, comes first. Without that only the first word counts, which names the action: those behind it
 * may say why it was taken.
 */
export function actionOf(
  json: object,
  type: string,
  { action, words = [] }: Meaning,
  { actionsFrom = {} }: SourceOfFormat,
): Action | undefined {
  const said = words.map((path) => textAt(json, [path])).filter((word) => word !== undefined);
  const mapped = byWord(actionsFrom);
  const told = [...said, type].map((word) => mapped.get(normal(word))).find((found) => found !== undefined);
  const [first] = said;
  return told ?? action ?? (first === undefined ? undefined : byWord(plainWords).get(normal(first)));
}

function byWord(actions: Readonly<Record<string, Action>>): Map<string, Action> {
  return new Map(Object.entries(actions).map(([word, action]) => [normal(word), action]));
}

/** Dashboards let people write `Ban user` and `ban-user`. */
function normal(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
}
