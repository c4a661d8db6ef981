import * as z from 'zod';

/** A time that is known once it is known what time it is now, in milliseconds since 1970. */
export type Moment = (now: number) => number;

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const lengthGrammar = /^(\d{1,6})([smhd])$/;

function milliseconds(text: string): number | undefined {
  const [, count, unit] = lengthGrammar.exec(text) ?? [];
  return unit ? Number(count) * units[unit as keyof typeof units] : undefined;
}

const zoned = z.iso.datetime({ offset: true });

const moment = (direction: 1 | -1) =>
  z.string().transform((text, context): Moment => {
    const length = milliseconds(text);
    if (length !== undefined) return (now) => now + direction * length;
    if (zoned.safeParse(text).success) return () => Date.parse(text);
    const example = direction === 1 ? '2h, or 7d (from now)' : '2h, or 7d (ago)';
    context.issues.push({
      code: 'custom',
      message: `must be a time with a zone (2026-11-23T09:30:00Z), or a length of time: 30m, ${example}`,
      input: text,
    });
    return z.NEVER;
  });

/** A time, or how long from now. */
export const ahead = moment(1);

/** A time, or how long ago. */
export const ago = moment(-1);

/** A length of time, in milliseconds. */
export const length = z.string().transform((text, context) => {
  const length = milliseconds(text);
  if (length !== undefined) return length;
  context.issues.push({
    code: 'custom',
    message: 'must be a length of time, such as 90s or 5m',
    input: text,
  });
  return z.NEVER;
});

/** A whole number, 1 at least. */
export const count = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, 'must be a whole number from 1')
  .transform(Number);

/** One of a few words. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}`);

/** The name of an environment variable: that it is one, and not the secret itself. */
export const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'must be the name of an environment variable, never a key itself');

/** The name of a header: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
export const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, 'must be the name of a header');

/** `name: value`, a header. */
export const header = z.string().transform((text, context): [string, string] => {
  const [, name = '', value = ''] = /^([^:]*):[ \t]*([\x20-\x7e]*)$/.exec(text) ?? [];
  if (headerName.safeParse(name).success) return [name, value.trimEnd()];
  context.issues.push({ code: 'custom', message: 'must be written name: value', input: text });
  return z.NEVER;
});
