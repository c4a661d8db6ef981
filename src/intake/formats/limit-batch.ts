import { HttpProblem } from '../../http/http-problem.ts';

/**
 * Refuses a batch of more events than may come at once.
 *
 * @throws HttpProblem `batch-too-large`
 */
export function limitBatch({ length }: readonly unknown[], most: number): void {
  if (length <= most) return;
  const detail = `The batch holds ${length} events; at most ${most} are taken at once.`;
  throw new HttpProblem('batch-too-large', { detail });
}
