import { describe, it } from 'vitest';
import { holdsInAnyOrder } from './in-any-order.ts';

describe('bans, unbans, kicks, removals for later, people who come back, repeated and late deliveries, hosts that stall or die, lost replies and clocks that differ', () => {
  it('end as the newest decision says, and nobody is called once an unban is done, in 6,000 short sequences', {
    timeout: 175_000,
  }, async () => {
    await holdsInAnyOrder(6_000, 40);
  });
});
