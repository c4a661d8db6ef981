import { defineCommand } from '../command.ts';
import { eventOptions } from '../event-options.ts';
import { sendAction } from '../send-action.ts';
import { sendOptions } from '../send-options.ts';

export const unban = defineCommand({
  about: 'lifts a ban, so that the person may be let in again',
  usage: '--thread ID --participant RAWID',
  examples: ["unban --local --thread '19:…@thread.v2' --participant 8:acs:…"],
  options: { ...eventOptions, ...sendOptions },
  run: async (given, _words, desk) => await sendAction('unban', given, desk),
});
