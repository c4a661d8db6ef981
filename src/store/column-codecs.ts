import * as z from 'zod';

/** Times are ISO 8601 in the tables, for people with a table browser, and milliseconds in memory. */
export const time = z.codec(z.iso.datetime(), z.number(), {
  decode: (iso) => Date.parse(iso),
  encode: (ms) => new Date(ms).toISOString(),
});

/**
 * The two that JSON lets stand as they are, and that end a line elsewhere: in the multipart body of a transaction Azurite
 * takes them for such an end, and answers 500.
 */
const escaped = (end: string) => (end === '\u2028' ? '\\u2028' : '\\u2029');

/** A column that holds a value of some shape as JSON. */
export const json = <T extends z.ZodType>(shape: T) =>
  z.codec(z.string(), shape, {
    decode: (text, context) => {
      try {
        return JSON.parse(text);
      } catch {
        context.issues.push({ code: 'custom', input: text, message: 'is not JSON' });
        return z.NEVER;
      }
    },
    encode: (value) => JSON.stringify(value).replace(/[\u2028\u2029]/g, escaped),
  });
