import { wrongUsage } from '../bouncer-error.ts';
import { defineCommand, type Given } from '../command.ts';
import { actionOption, banOptions, effectOptions, eventOptionNames, eventOptions } from '../event-options.ts';
import { deliveryOfBody } from '../make-delivery.ts';
import { header } from '../option-values.ts';
import { sendAction } from '../send-action.ts';
import { sendAndTell } from '../send-and-tell.ts';
import { sendingOf, sendOptions } from '../send-options.ts';

const options = {
  ...actionOption,
  ...eventOptions,
  ...effectOptions,
  ...banOptions,
  file: {
    value: 'FILE',
    about: 'sends this file as it is, instead of an event made from options; - is the input',
  },
  header: {
    value: 'NAME: VALUE',
    as: header,
    many: true,
    about: 'with --file: a header more; may be repeated',
  },
  ...sendOptions,
} as const;

export const send = defineCommand({
  about: 'signs an event, or a file of them, and sends it',
  usage: '--action ACTION --thread ID --participant RAWID, or --file FILE',
  more: 'A TIME is written 2026-11-23T09:30:00Z, or as a length of time from now (ago, where it lies behind): 30m, 7d.',
  examples: [
    "send --local --action ban --thread '19:…@thread.v2' --participant 8:acs:… --until 7d --reason spam",
    'send --url https://my-app.azurewebsites.net --source trust-team --file batch.json --wait',
  ],
  options,
  async run(given, _words, desk) {
    if (given.file === undefined) {
      if (given.header) throw wrongUsage('--header goes with --file.', 'Leave it out.');
      return await sendAction(given.action, given, desk);
    }
    refuseEvent(given);
    const format = given.format ?? 'native';
    if (format === 'cloudevents-binary') {
      throw wrongUsage(
        'A file says nothing of the headers that a binary CloudEvent consists of.',
        "Leave --format out and give each: --header 'ce-id: …'",
      );
    }
    const sending = await sendingOf(given, desk);
    const delivery = deliveryOfBody(await desk.read(given.file), format);
    const more = given.header?.map(([name, value]) => [name.toLowerCase(), value] as const) ?? [];
    const headers = { ...delivery.headers, ...Object.fromEntries(more) };
    return await sendAndTell({ ...delivery, headers }, sending, desk);
  },
});

/** What is in a file is not changed by options, so none may look as if it did. */
function refuseEvent(given: Given<typeof options>): void {
  const said = Object.entries(given).filter(
    ([name, value]) => eventOptionNames.includes(name) && value !== undefined,
  );
  const [first] = said.map(([name]) => `--${name}`);
  if (first) throw wrongUsage(`${first} does not go with --file.`, 'Put it into the file.');
}
