import { app } from '@azure/functions';
import { logTo } from '../src/log.ts';
import { sweep } from '../src/moderation/sweep.ts';

/** Every 30 seconds: queues what is overdue. */
app.timer('sweep', {
  schedule: '*/30 * * * * *',
  handler: async (_timer, context) => {
    const { services } = await import('../src/services.ts');
    await sweep(services(), logTo(context));
  },
});
