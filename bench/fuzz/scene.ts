import type { Dice } from '../chaos/dice.ts';
import type { Ask, Entry, Fate, Path } from './draft.ts';
import { victimKinds, type World } from './world.ts';

/** What a request is made from. */
export interface Scene {
  readonly world: World;
  readonly index: number;
  readonly dice: Dice;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The raw id of the identity that acts. */
  readonly moderator: string;
}

/** Stands in members that nobody reads: it has no business in any answer, log line or record. */
export const canaryOf = (seed: number): string => `canary-${(seed >>> 0).toString(36)}-of-the-fuzzer`;

/** An ask for the removal of one of this request's own victims. */
export function askFor({ world, index, dice }: Scene, which: number, fate: Fate, anyKind = false): Ask {
  const kind = anyKind && dice.roll() < 0.3 ? dice.pick(victimKinds) : 'acs';
  return { threadId: world.threadOf(index), participant: world.victim(index, which, kind), fate };
}

/** The name of a decision: the same whenever this request is sent, another for every request. */
export function idOf({ world, index }: Scene, which = 0): string {
  return `fuzz-${world.seed}-${index}-${which}`;
}

/** An event in our own words that asks for it, with whatever else it may say. */
export function nativeEvent(
  scene: Scene,
  { threadId, participant }: Ask,
  which = 0,
): Record<string, unknown> {
  const { dice, now, world } = scene;
  const sometimes = (chance: number, members: object) => (dice.roll() < chance ? members : {});
  const model = participant.startsWith('8:acs:')
    ? dice.pick([
        { communicationUser: { id: participant } },
        { rawId: participant, kind: 'communicationUser' },
      ])
    : { rawId: participant };
  return {
    id: idOf(scene, which),
    action: dice.pick(['remove', 'remove', 'ban']),
    threadId,
    participant: dice.roll() < 0.25 ? model : participant,
    ...sometimes(0.3, {
      reason: dice.pick(['spam', 'Ünïcödé 🤖', 'a\nb', '<script>alert(1)</script>', '"\\']),
    }),
    ...sometimes(0.2, { moderator: 'anna@contoso.com' }),
    ...sometimes(0.2, { occurredAt: new Date(now - dice.below(60_000)).toISOString() }),
    ...sometimes(0.2, { note: canaryOf(world.seed), nested: { list: [1, null, { deep: true }] } }),
  };
}

/** Where an event in our own words says it. */
export function nativeEntry(root: Path): Entry {
  const at = (name: string) => [...root, name];
  return {
    root,
    participant: at('participant'),
    thread: at('threadId'),
    action: at('action'),
    strict: true,
  };
}

export const jsonBytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
