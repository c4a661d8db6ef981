import { describe, it } from 'vitest';
import { holdsInAnyOrder } from './in-any-order.ts';

describe('the same', () => {
  it('in 4,000 long sequences', { timeout: 175_000 }, async () => {
    await holdsInAnyOrder(4_000, 70);
  });
});
