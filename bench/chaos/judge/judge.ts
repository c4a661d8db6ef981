import { type Case, isCarriedOut, openCases } from './case.ts';
import type { Evidence } from './evidence.ts';
import { findLost } from './find-lost.ts';
import { findStale } from './find-stale.ts';
import { whyRemoved } from './why-removed.ts';

/** What came of it, in the words of Jepsen. */
export interface Verdict {
  /** Events sent, and requests it took. */
  readonly attempts: number;
  readonly requests: number;
  readonly acknowledged: number;
  /** Acknowledged, and without effect or without a record that has ended. */
  readonly lost: readonly string[];
  /** People who were put out and nobody asked for it. */
  readonly unexpected: readonly string[];
  /** Who is not as the newest decision about them says, and why. */
  readonly stale: readonly string[];
  /** Put out by a call that was on the wire for longer than a call is waited for: the residue that is documented. */
  readonly onTheWire: number;
  /** Removed later than a sender waits, or without an answer that said so. */
  readonly recovered: number;
  /** Removals of somebody who was out already. */
  readonly duplicated: number;
  readonly removals: number;
  readonly calls: number;
  /** Decisions with work left. */
  readonly leftOver: number;
  /** How long the recovered took from the first request to the removal, in milliseconds, sorted. */
  readonly recoveryMs: readonly number[];
}

const answerMs = 3_000;

/** Judges by who is in the threads, by the calls that ACS has seen, and by the rows as they stand; by no word of the app. */
export function judge(evidence: Evidence): Verdict {
  const { alone, stories, bystanders, members, calls, leftOver } = evidence;
  const cases = openCases(evidence);
  const sent = [...alone, ...stories.flatMap(({ decisions }) => decisions)];
  const recoveryMs = recoveries(evidence);
  return {
    attempts: sent.length,
    requests: sent.reduce((sum, { requests }) => sum + requests, 0),
    acknowledged: sent.filter(({ acknowledged }) => acknowledged).length,
    lost: findLost(evidence, cases),
    unexpected: [
      ...[...bystanders].flatMap(([id, people]) => people.filter((one) => !members.get(id)?.has(one))),
      ...cases.flatMap((one) => (removedFor(one, 'never') > 0 ? [one.participant] : [])),
    ],
    stale: findStale(evidence, cases),
    onTheWire: sum(cases.map((one) => removedFor(one, 'on the wire'))),
    recovered: recoveryMs.length,
    duplicated: sum(cases.map(inVain)),
    removals: calls.filter(isCarriedOut).length,
    calls: calls.length,
    leftOver,
    recoveryMs,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function removedFor(one: Case, why: ReturnType<typeof whyRemoved>): number {
  return one.changes.filter((change) => change.what === 'left' && whyRemoved(change, one) === why).length;
}

/** Calls that ACS has carried out although nobody was there to be removed. */
function inVain({ calls, changes }: Case): number {
  return calls.filter(isCarriedOut).length - changes.filter(({ what }) => what === 'left').length;
}

/** Of those about whom there is one decision alone: how long it took, where that is longer than a sender waits. */
function recoveries({ alone, changes }: Evidence): number[] {
  const left = new Map(changes.filter(({ what }) => what === 'left').map((one) => [one.participant, one.at]));
  return alone
    .map(({ participant, firstSent }) => (left.get(participant) ?? 0) - firstSent)
    .filter((ms) => ms > answerMs)
    .sort((a, b) => a - b);
}
