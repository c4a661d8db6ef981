import { type Draft, draftOf } from './draft.ts';
import { askFor, idOf, jsonBytes, nativeEntry, nativeEvent, type Scene } from './scene.ts';

/** Sources in whose name an event may be sent in our own words. */
const free = ['default', 'default', 'default', 'asymmetric', 'hmac', 'unsigned'] as const;

function single(scene: Scene, source: string, fate: 'out' | 'in' | 'either'): Partial<Draft> {
  const ask = askFor(scene, 0, fate, true);
  return {
    source,
    path: source === 'default' && scene.dice.roll() < 0.5 ? '/api/events' : `/api/events/${source}`,
    body: jsonBytes(nativeEvent(scene, ask)),
    asks: [ask],
    entries: [nativeEntry([])],
  };
}

/** One event. */
export function nativeSingle(scene: Scene): Draft {
  return draftOf('native event', single(scene, scene.dice.pick(free), 'out'));
}

/** Several at once. */
export function nativeBatch(scene: Scene): Draft {
  const source = scene.dice.pick(free);
  const asks = Array.from({ length: scene.dice.below(4) + 1 }, (_, which) =>
    askFor(scene, which, 'out', true),
  );
  return draftOf(`native batch of ${asks.length}`, {
    source,
    path: `/api/events/${source}`,
    body: jsonBytes(asks.map((ask, which) => nativeEvent(scene, ask, which))),
    asks,
    entries: asks.map((_, which) => nativeEntry([which])),
  });
}

/** Two events of one id, about two people: the first one stands. */
export function repeatedId(scene: Scene): Draft {
  const asks = [askFor(scene, 0, 'out'), askFor(scene, 1, 'in')];
  const events = asks.map((ask) => ({ ...nativeEvent(scene, ask), id: idOf(scene) }));
  const rest = {
    source: 'default',
    body: jsonBytes(events),
    asks,
    fragile: true as const,
    entries: asks.map((_, n) => nativeEntry([n])),
  };
  return draftOf('native batch with one id for two people', rest);
}

/** What the source was not given. */
export function notPermitted(scene: Scene): Draft {
  const source = scene.dice.pick(['narrow', 'elsewhere']);
  return draftOf(`native event of ${source}, which may not`, {
    ...single(scene, source, 'in'),
    welcome: false,
  });
}

/** More than the source may send: held, until somebody confirms it. */
export function overRate(scene: Scene): Draft {
  return draftOf('native event of a source with a low limit', single(scene, 'slow', 'either'));
}

/** An event about the identity that acts. */
export function aboutModerator(scene: Scene): Draft {
  const ask = {
    threadId: scene.world.threadOf(scene.index),
    participant: scene.moderator,
    fate: 'in',
  } as const;
  return draftOf('native event about the acting identity', {
    source: 'default',
    body: jsonBytes(nativeEvent(scene, ask)),
    asks: [ask],
    entries: [nativeEntry([])],
  });
}

/** What removes nobody, or not yet: the end of a ban, a rehearsal, a decision that takes effect in a year. */
export function removesNobody(scene: Scene): Draft {
  const ask = askFor(scene, 0, 'in', true);
  const year = 365 * 86_400_000;
  const turned = scene.dice.pick([
    { action: 'unban' },
    { dryRun: true },
    { effectiveAt: new Date(scene.now + year).toISOString() },
  ]);
  return draftOf(`native event with ${Object.keys(turned)} that removes nobody`, {
    source: 'default',
    body: jsonBytes({ ...nativeEvent(scene, ask), ...turned }),
    asks: [ask],
    entries: [nativeEntry([])],
    fragile: true,
  });
}
