import { type Mutation, ofText } from './mutation.ts';

/** What is done to the text of a body. */
const texts: readonly Mutation[] = [
  ofText('white space', 'the meaning', (text) => `\n\t ${text.replaceAll('":', '" : ')}\r\n`),
  ofText('escapes', 'the meaning', (text) => text.replaceAll(/(?<=[a-z])t(?=[a-z])/g, '\\u0074')),
  ofText('cut short', 'no meaning', (text, { dice }) =>
    Buffer.from(text).subarray(0, dice.below(Buffer.byteLength(text))),
  ),
  ofText(
    'something behind it',
    'no meaning',
    (text, { dice }) => text + dice.pick(['}', 'x', ',{}', '\u0000', text, '//']),
  ),
  ofText('bytes that are not UTF-8', 'no meaning', (text, { dice }) => {
    const quote = text.indexOf('"') + 1;
    const bytes = dice.pick([
      [0xff],
      [0xc0, 0xaf],
      [0xed, 0xa0, 0x80],
      [0xc3, 0x28],
      [0xf5, 0x80, 0x80, 0x80],
    ]);
    return quote === 0
      ? undefined
      : Buffer.concat([
          Buffer.from(text.slice(0, quote)),
          Buffer.from(bytes),
          Buffer.from(text.slice(quote)),
        ]);
  }),
  ofText('in UTF-16', 'no meaning', (text) => Buffer.from(text, 'utf16le')),
  ofText('a byte order mark', 'doubt', (text) => `\ufeff${text}`),
  ofText('nothing at all', 'no meaning', () => ''),
  ofText('more than a MiB', 'no meaning', (text, { dice }) =>
    dice.roll() < 0.2 ? text + ' '.repeat(1_048_577) : undefined,
  ),
  ofText('a number out of range', 'doubt', (text) => text.replace(/:"[^"]*"/, ':1e999')),
  ofText('single quotes', 'no meaning', (text) =>
    text.includes('"') ? text.replaceAll('"', "'") : undefined,
  ),
  ofText('a flood of entries', 'no meaning', (text) =>
    text.startsWith('[') ? `${text.slice(0, -1)}${',{}'.repeat(5_001)}]` : undefined,
  ),
];

const gzip: Mutation = {
  name: 'as gzip',
  change: (draft) =>
    draft.body.length === 0 || draft.transfer.kind === 'raw' ? undefined : { ...draft, gzip: true },
};

/** About the body as a whole; nothing is done to what it says after them either. */
export const wholeMutations: readonly Mutation[] = [...texts, gzip];
