import { type FuzzSetUp, makeRequest } from '../../../../bench/fuzz/make-request.ts';
import { makeSources } from '../../../../bench/fuzz/sources.ts';
import { worldOf } from '../../../../bench/fuzz/world.ts';

export const moderator = '8:acs:6e4f4f8b-9d0f-4a3f-8f6e-5a5d5a5d5a5d_11111111-2222-3333-4444-555555555555';

/** A run of requests that are made and not sent. */
export function setUpOf(seed: number): FuzzSetUp {
  const world = worldOf(seed);
  return { world, sources: makeSources(world.resource), moderator, now: Date.parse('2026-11-24T12:00:00Z') };
}

export function requestsOf(seed: number, count: number) {
  const setUp = setUpOf(seed);
  return Array.from({ length: count }, (_, index) => makeRequest(index, setUp));
}
