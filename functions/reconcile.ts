import { app } from '@azure/functions';
import { logTo } from '../src/log.ts';
import { tidyLedger } from '../src/moderation/tidy-ledger.ts';
import { tidyPace } from '../src/moderation/tidy-pace.ts';
import { tidyStandings } from '../src/moderation/tidy-standings.ts';

/** Every minute: deletes what has been on record long enough. */
app.timer('reconcile', {
  schedule: '15 * * * * *',
  handler: async (_timer, context) => {
    const { services } = await import('../src/services.ts');
    const [house, log] = [services(), logTo(context)];
    await tidyLedger(house, log);
    await tidyStandings(house, log);
    await tidyPace(house, log);
  },
});
