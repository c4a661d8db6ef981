import * as z from 'zod';

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const header = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, 'must be the name of a header');

const prefix = z.string().min(1).max(50).exactOptional();

const withOptions = z.discriminatedUnion('scheme', [
  z.strictObject({ scheme: z.literal('standard-webhooks') }),
  z.strictObject({
    scheme: z.literal('hmac-sha256'),
    header,
    encoding: z.enum(['hex', 'base64']),
    prefix,
  }),
  z.strictObject({ scheme: z.literal('header'), header, prefix }),
  z.strictObject({ scheme: z.literal('none') }),
]);

/** How a source proves who it is. A scheme without options may be given by its name alone. */
export const signature = z.preprocess(
  (given) => (typeof given === 'string' ? { scheme: given } : given),
  withOptions,
);

/** How a source proves who it is. */
export type Signature = z.output<typeof withOptions>;
