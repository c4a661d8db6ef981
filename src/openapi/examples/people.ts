/** Who and where the examples are about. The page on the local stack puts a thread of its own in their place. */
export const exampleThread = '19:by1GiDrd9v8Fe8YN3e0Q6GyD7YYR7iNisGfzsErE-j41@thread.v2';
export const exampleParticipant =
  '8:acs:83a95c22-8870-49ee-a007-3bfffcc352bc_78021af4-22e7-4bcd-809c-1705ed47c2e7';

/** The day that the examples are of. The page puts a late one in its place: what is too old is not carried out. */
export const exampleDay = '2026-11-23';

/** A decision, as our answers name it. */
export const exampleDecision = 'H8aGMG4M6EZwUf72OzRn-JENen6';
