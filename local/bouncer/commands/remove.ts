import { defineCommand } from '../command.ts';
import { effectOptions, eventOptions } from '../event-options.ts';
import { sendAction } from '../send-action.ts';
import { sendOptions } from '../send-options.ts';

export const remove = defineCommand({
  about: 'puts somebody out of a thread, once',
  usage: '--thread ID --participant RAWID',
  examples: ["remove --local --thread '19:…@thread.v2' --participant 8:acs:…"],
  options: { ...eventOptions, ...effectOptions, ...sendOptions },
  run: async (given, _words, desk) => await sendAction('remove', given, desk),
});
