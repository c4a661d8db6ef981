import { exampleParticipant, exampleThread } from '../../src/openapi/examples/people.ts';

/** A thread that is there, and somebody in it. */
export interface Place {
  readonly threadId: string;
  readonly participant: string;
}

/**
 * Makes the app's document one to try things by: the examples are about people who are there, each under an id that has
 * not been used, and what is said of a problem leads to its explanation.
 *
 * @param run - part of the ids: another each time.
 */
export function fitDocument(document: string, { threadId, participant }: Place, run: string): string {
  return document
    .replaceAll(exampleThread, threadId)
    .replaceAll(exampleParticipant, participant)
    .replaceAll(/"id":"(case|visit|appeal|try)-(\d+)"/g, `"id":"$1-$2-${run}"`)
    .replaceAll(
      /(?<!")docs\/problems\.md(?:#([a-z0-9-]+))?/g,
      (place, name = place) => `[${name}](/${place})`,
    );
}
