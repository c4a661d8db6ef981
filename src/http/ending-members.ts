import type { Ending, HoldCode, Obstacle } from '../moderation/outcome.ts';
import { endings, holds, problemType } from './problems.ts';

/** How a decision ended, as members of an answer. */
export function endingMembers(ending: Ending): object {
  if (ending.status === 'done') return ending;
  const { code, ...details } = ending.problem;
  return { status: ending.status, problem: { type: problemType(code), ...endings[code], ...details } };
}

/** What stood in the way of an attempt, as a member of an answer. */
export function obstacleMember({ code, ...details }: Obstacle<string>): object {
  return { type: problemType(code), ...details };
}

/** Why a decision is held, as a member of an answer. */
export function holdMember({ code, ...details }: Obstacle<HoldCode>): object {
  return { type: problemType(code), ...holds[code], ...details };
}
