import { exampleDay, exampleParticipant, exampleThread } from '../../src/openapi/examples/people.ts';

/** A thread that is there, and somebody in it. */
export interface Place {
  readonly threadId: string;
  readonly participant: string;
}

/**
 * Makes the app's document one to try things by: the examples are about people who are there, are of yesterday, and have
 * ids that have not been used; and what is said of a problem leads to its explanation.
 *
 * @param now - milliseconds since 1970; part of the ids.
 */
export function fitDocument(document: string, { threadId, participant }: Place, now: number): string {
  const run = now.toString(36);
  const [yesterday = ''] = new Date(now - 86_400_000).toISOString().split('T');
  return document
    .replaceAll(exampleThread, threadId)
    .replaceAll(exampleParticipant, participant)
    .replaceAll(`${exampleDay}T`, `${yesterday}T`)
    .replaceAll(/"id":"(case|visit|appeal|try)-(\d+)"/g, `"id":"$1-$2-${run}"`)
    .replaceAll(
      /(?<!")docs\/problems\.md(?:#([a-z0-9-]+))?/g,
      (place, name = place) => `[${name}](/${place})`,
    );
}
