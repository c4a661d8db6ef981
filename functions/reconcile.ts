import { app } from '@azure/functions';
import { logTo } from '../src/log.ts';

/** Every minute: starts clean-ups that are due, compares bans with threads, deletes what has been kept long enough. */
app.timer('reconcile', {
  schedule: '15 * * * * *',
  handler: async (_timer, context) => {
    const { reconcile } = await import('../src/moderation/reconcile/reconcile.ts');
    const { services } = await import('../src/services.ts');
    await reconcile(services(), logTo(context));
  },
});
