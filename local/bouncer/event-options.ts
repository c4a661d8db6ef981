import { randomUUID } from 'node:crypto';
import type { Action } from '../../src/moderation/moderation-event.ts';
import { wrongUsage } from './bouncer-error.ts';
import type { Given, Options } from './command.ts';
import { ago, ahead, oneOf } from './option-values.ts';

/** Every action that an event can ask for. */
export const actions = ['remove', 'ban', 'unban'] as const satisfies readonly Action[];

/** What an event says, as options. */
export const eventOptions = {
  id: {
    value: 'ID',
    about: 'your own name for the decision; sent twice it acts once (at random, and shown)',
  },
  thread: { value: 'ID', about: 'the thread, 19:…@thread.v2, or * for every thread' },
  participant: { value: 'RAWID', about: 'the person, such as 8:acs:…' },
  reason: { value: 'TEXT', about: 'why, for the record' },
  moderator: { value: 'WHO', about: 'who decided it, for the record' },
  'occurred-at': { value: 'TIME', as: ago, about: 'when it was decided: the newer decision wins (now)' },
  'dry-run': { about: 'everything but the effect: says what would be done' },
} as const satisfies Options;

/** Those that go with a removal or a ban. */
export const effectOptions = {
  'effective-at': { value: 'TIME', as: ahead, about: 'when it takes effect (at once)' },
} as const satisfies Options;

/** Those that go with a ban. */
export const banOptions = {
  until: { value: 'TIME', as: ahead, about: 'when the ban ends (never)' },
  'revoke-tokens': { about: 'the person’s access tokens are revoked too' },
} as const satisfies Options;

/** That says which action, where the command does not. */
export const actionOption = {
  action: { value: 'ACTION', as: oneOf(actions), about: 'remove, ban or unban' },
} as const satisfies Options;

/** The names of all that an event is made from. */
export const eventOptionNames: readonly string[] = Object.keys({
  ...actionOption,
  ...eventOptions,
  ...effectOptions,
  ...banOptions,
});

/** What is said of an event; not every action has every option. */
export type SaidOfEvent = Given<typeof eventOptions> &
  Partial<Given<typeof effectOptions & typeof banOptions>>;

/** A native event. */
export type NativeEvent = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly action: Action;
};

/**
 * The event that the options say. What its members may be is the app's to judge.
 *
 * @param now - milliseconds since 1970.
 * @throws BouncerError when it is not said who, or from where.
 */
export function eventOf(action: Action | undefined, given: SaidOfEvent, now: number): NativeEvent {
  const { id = `cli-${randomUUID()}`, thread, participant, reason, moderator } = given;
  const missing = [!action && '--action', !thread && '--thread', !participant && '--participant'].filter(
    Boolean,
  );
  if (!action || missing.length > 0) {
    throw wrongUsage(
      `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing.`,
      'An event says what is to be done, to whom, and in which thread.',
    );
  }
  const time = (moment: ((now: number) => number) | undefined) =>
    moment && new Date(moment(now)).toISOString();
  const members = {
    id,
    action,
    threadId: thread,
    participant,
    reason,
    moderator,
    occurredAt: time(given['occurred-at']),
    effectiveAt: time(given['effective-at']),
    until: time(given.until),
    dryRun: given['dry-run'],
    revokeTokens: given['revoke-tokens'],
  };
  const said = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as unknown as NativeEvent;
}
