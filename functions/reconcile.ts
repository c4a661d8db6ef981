import { app } from '@azure/functions';
import { logTo } from '../src/log.ts';
import { tidyLedger } from '../src/moderation/tidy-ledger.ts';

/** Every minute: deletes what has been on record long enough. */
app.timer('reconcile', {
  schedule: '15 * * * * *',
  handler: async (_timer, context) => {
    const { services } = await import('../src/services.ts');
    await tidyLedger(services(), logTo(context));
  },
});
