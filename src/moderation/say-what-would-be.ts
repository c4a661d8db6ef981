import type { Thread } from '../chat/chat-platform.ts';
import { canonicalId } from '../chat/identifier/communication-identifier.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Attempt } from './attempt.ts';
import { everyThread as threadsOf } from './every-thread.ts';
import { bansInForce } from './in-force.ts';
import { everyThread, type ModerationEvent } from './moderation-event.ts';
import type { Outcome } from './outcome.ts';
import type { StandingPair } from './standings.ts';

/**
 * Does everything about a decision but the effect: looks who would be removed from where, and why.
 *
 * @param whyNot - why nothing would come of it, if that is known already.
 */
export async function sayWhatWouldBe(
  whyNot: string | undefined,
  attempt: Attempt,
  pair: StandingPair,
): Promise<Outcome> {
  const { event, ports, limits, facts } = attempt;
  if (whyNot !== undefined) return told(`Nothing would be done. ${whyNot}`);
  if (event.action === 'unban') return told(wouldLift(event, pair, facts().now));
  if (event.threadId === everyThread) {
    return told(`${wouldRemove(event)} ${inThreads(await threadsOf(ports.chat, limits))}`);
  }
  // To list a thread anew for each of its people would take more calls than ACS allows.
  const isFound = event.cause?.kind === 'rule';
  const whether = isFound ? 'They were in the thread when the rule came to it.' : await whetherIn(attempt);
  return told(`${wouldRemove(event)} ${whether}`);
}

function told(detail: string): Outcome {
  return { status: 'done', outcome: 'dry-run', detail };
}

/** So many are named; the rest is counted. */
const named = 20;

function inThreads(threads: readonly Thread[]): string {
  const ids = threads.slice(0, named).map(({ id }) => id);
  const more = threads.length > named ? `, and ${threads.length - named} more` : '';
  return `The moderator is in ${threads.length} threads${ids.length > 0 ? `: ${ids.join(', ')}${more}` : ''}.`;
}

const iso = (time: number) => new Date(time).toISOString();
const where = ({ threadId }: ModerationEvent) => (threadId === everyThread ? 'every thread' : threadId);

function wouldLift(event: ModerationEvent, pair: StandingPair, now: number): string {
  const bans = bansInForce(pair, now).map(({ decision }) => decision);
  const lifted = bans.length > 0 ? `Bans in force: ${bans.join(', ')}.` : 'No ban is in force.';
  return `Would let ${event.participant.rawId} in again (${where(event)}). ${lifted}`;
}

function wouldRemove(event: ModerationEvent): string {
  const { action, participant, reason, until, effectiveAt } = event;
  const what = action === 'ban' ? 'ban and remove' : 'remove';
  const times = [
    ...(effectiveAt === undefined ? [] : [`at ${iso(effectiveAt)}`]),
    ...(until === undefined ? [] : [`until ${iso(until)}`]),
  ];
  const why = reason === undefined ? '' : ` Reason: ${reason}.`;
  return `${[`Would ${what} ${participant.rawId} from ${where(event)}`, ...times].join(', ')}.${why}`;
}

/** Whether they are in the thread now. A refusal is an answer too: the removal would meet it as well. */
async function whetherIn({ event, place, ports, limits }: Attempt): Promise<string> {
  try {
    for await (const { rawId } of ports.chat.listParticipants(event.threadId, limits)) {
      if (canonicalId({ rawId }) === place.participant) return 'They are in the thread.';
    }
    return 'They are not in the thread.';
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.retryable) throw error;
    return `It would be refused: ${error.message} ${error.hint}`;
  }
}
