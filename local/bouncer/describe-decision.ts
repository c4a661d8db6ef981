import { type Decision, exitOf } from './decision.ts';
import { describeFaults } from './describe-faults.ts';
import type { Desk, Look } from './desk.ts';
import { onOneLine } from './on-one-line.ts';
import { when } from './when.ts';

type Paint = Desk['paint'];

const looks: Readonly<Record<ReturnType<typeof exitOf>, Look>> = {
  done: 'good',
  refused: 'bad',
  usage: 'bad',
  unavailable: 'bad',
  'goes-on': 'open',
};

/** How a decision stands, in a word or two: `done, removed`. */
export function standing(of: Pick<Decision, 'status' | 'outcome'>, paint: Paint): string {
  return paint(looks[exitOf(of)], [of.status, of.outcome].filter(Boolean).join(', '));
}

/** Lines with a label each, for what is there to say. */
export function labelled(rows: readonly (readonly [string, string | undefined])[], paint: Paint): string[] {
  const said = rows.filter((row): row is [string, string] => Boolean(row[1]));
  return said.map(([label, text]) => `  ${paint('faint', label.padEnd(9))} ${onOneLine(text)}`);
}

/** A decision in a few lines. */
export function describeDecision(of: Decision, { paint, clock }: Pick<Desk, 'paint' | 'clock'>): string {
  const now = clock.now();
  const { status } = of;
  const why = obstacleOf(of);
  const tries = of.attempts && of.attempts > 1 ? ` (${of.attempts} attempts)` : '';
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['what', of.action && `${of.action}${of.dryRun ? ', as a dry run' : ''}`],
    ['person', of.participant],
    ['thread', of.threadId === '*' ? 'every thread' : of.threadId],
    ['until', when(of.until, now)],
    ['reason', of.reason],
    ['by', of.moderator],
    ['sent as', of.id && of.source ? `${of.id}, by ${of.source}` : of.id],
    ['received', when(of.received, now)],
    ['ended', exitOf(of) === 'goes-on' ? undefined : when(of.updated, now)],
    ['detail', of.detail],
    ['why', whyOf(of)],
    ['to do', why?.hint],
    ['next', status === 'held' ? undefined : when(of.notBefore ?? of.effectiveAt, now)],
    ['held till', status === 'held' ? when(of.heldUntil, now) : undefined],
  ];
  return [`${paint('strong', of.decision)}  ${standing(of, paint)}${tries}`, ...labelled(rows, paint)].join(
    '\n',
  );
}

/** What tells why. */
type Troubled = Pick<Decision, 'problem' | 'hold' | 'lastError' | 'errors'> & { status?: string | undefined };

/** Why it had no effect, has none yet, or waits; in words, where there is a reason. */
export function whyOf(of: Troubled): string | undefined {
  const { title, detail, errors = of.errors } = obstacleOf(of) ?? {};
  return [title, errors ? describeFaults(errors) : detail].filter(Boolean).join(': ') || undefined;
}

function obstacleOf({ problem, hold, lastError, status }: Troubled): Decision['problem'] {
  return problem ?? (status === 'held' ? hold : undefined) ?? lastError;
}
