import type { RunningAzure } from '../../local/azure/start-azure.ts';
import type { Dice } from './dice.ts';
import type { KillableHost } from './killable-host.ts';

const removal = { match: { operation: 'chat.removeParticipant' } } as const;

/** What ACS may do to a removal. */
const ofAcs = [
  { ...removal, status: 429 },
  { ...removal, status: 429, headers: { 'retry-after': '1' } },
  { ...removal, status: 503 },
  { ...removal, status: 401 },
  { ...removal, reset: true },
  { ...removal, when: 'after', reset: true },
  { ...removal, when: 'after', reset: 'mid-body' },
  { ...removal, delayMs: 30_000, hang: true },
  // It takes effect long after a sender has his answer; and after the caller has given it up.
  { ...removal, delayMs: 4_000 },
  { ...removal, delayMs: 12_000 },
] as const;

const tables = { match: { service: 'table' } } as const;

/** What storage may do to a call. */
const ofStorage = [
  { ...tables, status: 503 },
  { ...tables, status: 500 },
  { ...tables, reset: true },
  { ...tables, when: 'after', reset: true },
  { ...tables, when: 'after', delayMs: 1_500 },
  { ...tables, delayMs: 400 },
  { match: { service: 'queue' }, status: 503 },
  { match: { service: 'queue' }, when: 'after', reset: true },
] as const;

/** Makes trouble of one kind or the other for the next call. @returns what it did, in a word. */
export function makeTrouble(
  azure: RunningAzure,
  hosts: readonly KillableHost[],
  dice: Dice,
): 'acs' | 'storage' {
  if (dice.roll() < 0.6) {
    azure.faults.add(dice.pick(ofAcs));
    return 'acs';
  }
  dice.pick(hosts).proxy.faults.add(dice.pick(ofStorage));
  return 'storage';
}
