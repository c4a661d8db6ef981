import { createHash } from 'node:crypto';

/** Somebody in a thread. */
export interface Seat {
  readonly threadId: string;
  readonly participant: string;
}

/** Who and what requests are about. Everything follows from the seed, so that one request can be sent again alone. */
export interface World {
  readonly seed: number;
  /** The ACS resource that the people belong to. */
  readonly resource: string;
  /** Of a request, by its place in the run; a few requests share a thread. */
  threadOf(index: number): string;
  /** Whom no request ever asks to remove. */
  bystandersOf(index: number): readonly string[];
  /** Whom a request is about. */
  victim(index: number, which: number, kind?: VictimKind): string;
}

const kinds = {
  acs: (resource: string, id: string) => `8:acs:${resource}_${id}`,
  teams: (_resource: string, id: string) => `8:orgid:${id}`,
  visitor: (_resource: string, id: string) => `8:teamsvisitor:${id}`,
  phone: (_resource: string, id: string) => `4:+${BigInt(`0x${id.replaceAll('-', '').slice(0, 14)}`)}`,
  bot: (_resource: string, id: string) => `28:orgid:${id}`,
} as const;

/** The kinds of people whom requests are about. */
export type VictimKind = keyof typeof kinds;
export const victimKinds = Object.keys(kinds) as VictimKind[];

/** So many requests have a thread in common: few enough for what ACS lets one thread remove. */
export const perThread = 8;

/** Lays out the world of a seed. */
export function worldOf(seed: number): World {
  const guid = (name: string) => {
    const hex = createHash('sha256').update(`${seed} ${name}`).digest('hex');
    return [0, 8, 12, 16, 20, 32]
      .map((at, n, ends) => hex.slice(at, ends[n + 1] ?? at))
      .join('-')
      .slice(0, 36);
  };
  const block = (index: number) => Math.floor(index / perThread);
  const resource = guid('resource');
  return {
    seed,
    resource,
    threadOf: (index) => `19:fuzz${guid(`thread ${block(index)}`)}@thread.v2`,
    bystandersOf: (index) =>
      [1, 2].map((which) => kinds.acs(resource, guid(`bystander ${block(index)} ${which}`))),
    victim: (index, which, kind = 'acs') => kinds[kind](resource, guid(`victim ${index} ${which}`)),
  };
}
