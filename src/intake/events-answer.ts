import type { HttpResponseInit } from '@azure/functions';
import { HttpProblem, problemMembers } from '../http/http-problem.ts';
import { idTaken, takenAnswer, takenMembers } from '../http/taken-answer.ts';
import type { ItemResult } from './take-item.ts';

/** To whom the answer goes. */
export interface Answering {
  /** Whether the delivery was a list, of one event too. */
  readonly batch: boolean;
  readonly sender: 'reads-answers' | 'wants-2xx' | 'wants-200';
  /** The sender asked not to wait. */
  readonly async: boolean;
}

type Refused = Extract<ItemResult, { kind: 'refused' }>;

const details: Readonly<Record<Refused['problem'], string>> = {
  'invalid-event': 'Each entry under errors names a member and what is wrong with it.',
  'not-permitted': 'Each entry under errors names what the source was not given.',
};

/**
 * The answer to a delivery, once all of it that could be put on record is. To a sender that reads it, each event of a
 * batch is answered on its own, unless nothing at all is on record. To the others a batch is one thing: they get a 2xx
 * only if all of it was understood.
 *
 * @throws HttpProblem for what is refused.
 */
export function eventsAnswer(
  results: readonly ItemResult[],
  { batch, sender, async }: Answering,
): HttpResponseInit {
  const refused = results.filter((result) => result.kind === 'refused');
  const [first] = refused;
  const isWhole = !batch || sender !== 'reads-answers' || refused.length === results.length;
  if (first && isWhole) throw refusal(refused, first.problem);
  const ignored = results.filter(({ kind }) => kind === 'ignored').length;
  if (sender === 'wants-200') {
    const taken = results.filter(({ kind }) => kind === 'taken').map(resultMembers);
    return { status: 200, jsonBody: { ...(taken.length > 0 && { results: taken }), ignored } };
  }
  const [only] = results;
  if (!batch && only?.kind === 'taken') return takenAnswer(only.decision, only.taken, async);
  if (!batch) return { status: 200, jsonBody: { ignored } };
  const goesOn = results.some((result) => result.kind === 'taken' && result.taken.kind === 'goes-on');
  return {
    status: goesOn ? 202 : 200,
    ...(async && { headers: { 'Preference-Applied': 'respond-async' } }),
    jsonBody: { results: results.map(resultMembers) },
  };
}

function resultMembers(result: ItemResult): object {
  if (result.kind === 'ignored') return { status: 'ignored', detail: result.why };
  if (result.kind === 'refused') {
    const { id, problem, faults: errors } = result;
    return { id, status: 'refused', problem: problemMembers(problem, { detail: details[problem], errors }) };
  }
  const { id, decision, taken } = result;
  if (taken.kind !== 'conflict') return { id, ...takenMembers(decision, taken) };
  const conflict = idTaken(decision, taken.differs);
  return { id, decision, status: 'refused', problem: problemMembers(conflict.problem, conflict.details) };
}

function refusal(refused: readonly Refused[], problem: Refused['problem']): HttpProblem {
  const errors = refused.flatMap(({ faults }) => faults);
  return new HttpProblem(problem, { detail: details[problem], errors });
}
