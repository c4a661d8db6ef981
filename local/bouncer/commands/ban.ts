import { defineCommand } from '../command.ts';
import { banOptions, effectOptions, eventOptions } from '../event-options.ts';
import { sendAction } from '../send-action.ts';
import { sendOptions } from '../send-options.ts';

export const ban = defineCommand({
  about: 'puts somebody out of a thread, or of every thread, and keeps them out',
  usage: '--thread ID --participant RAWID [--until TIME]',
  more: 'A TIME is written 2026-11-23T09:30:00Z, or as a length of time from now: 30m, 7d.',
  examples: [
    "ban --local --thread '19:…@thread.v2' --participant 8:acs:… --until 7d --reason spam",
    "ban --local --thread '*' --participant 8:acs:… --dry-run",
  ],
  options: { ...eventOptions, ...banOptions, ...effectOptions, ...sendOptions },
  run: async (given, _words, desk) => await sendAction('ban', given, desk),
});
