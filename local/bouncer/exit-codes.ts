/** What a command ends with, by what it means. Scripts read these: never change one. */
export const exitCodes = { done: 0, refused: 1, usage: 2, unavailable: 3, 'goes-on': 4 } as const;

/** How a command ended. */
export type Exit = keyof typeof exitCodes;

/** Each in words, for the help. */
export const exitMeanings: Readonly<Record<Exit, string>> = {
  done: 'done',
  refused: 'refused, rejected or failed',
  usage: 'the command line was not understood',
  unavailable: 'the app was not reached, or is not able now (503): try again later',
  'goes-on': 'taken, and goes on (202); --wait waits for its end',
};

/** What makes many results the worse, worst first. */
const byWeight: readonly Exit[] = ['usage', 'refused', 'unavailable', 'goes-on', 'done'];

/** How a command ended that had several results: as its worst; as `done` when it had none. */
export function worstOf(exits: readonly Exit[]): Exit {
  return byWeight.find((exit) => exits.includes(exit)) ?? 'done';
}
