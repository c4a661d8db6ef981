import * as z from 'zod';
import { type Format, formatNames, traitsOf } from './format-traits.ts';
import { type Signature, signature } from './signature.ts';

/** Where in a vendor's payload a name is found that means somebody, or a thread, in ACS. */
const fieldPath = z.strictObject({
  path: z
    .string()
    .max(300)
    .regex(
      /^(\/.+|[^./\s]+(\.[^./\s]+)*)$/,
      'must be names of members with dots between them, or a JSON Pointer',
    )
    .exactOptional(),
  prefix: z.string().min(1).max(200).exactOptional(),
  suffix: z.string().min(1).max(200).exactOptional(),
});

const thread = z
  .string()
  .regex(
    /^(\*|19:[A-Za-z0-9_-]{1,200}@thread\.v2)$/,
    'must be the id of an ACS thread, 19:…@thread.v2, or *',
  );

const action = z.enum(['remove', 'ban', 'unban']);

const list = <T extends z.ZodType>(of: T) => z.array(of).min(1).max(1_000).exactOptional();

/** The secret of the source `default` has no name behind it: most apps have that source alone. */
const secretOf = (name: string) =>
  name === 'default' ? 'webhook-signing-key' : `webhook-signing-key-${name}`;

/** What a signature cannot be, by format. */
function cannotBe(format: Format, scheme: string): string | undefined {
  const cannot = format === 'eventgrid' && scheme !== 'header' && scheme !== 'none';
  return cannot ? 'must be header or none: Event Grid signs nothing' : undefined;
}

const members = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9 and -')
    .describe('Who calls; the last part of the URL'),
  format: z.enum(formatNames),
  signature: signature.optional(),
  secret: z
    .string()
    // Whoever knows a source's key could act as the moderator, were it one of those.
    .regex(
      /^(?!acs-)[A-Za-z0-9-]{1,127}$/i,
      'must be the name of a secret in Key Vault, and none that begins with acs-',
    )
    .exactOptional(),
  actions: list(action),
  threads: list(thread),
  maxPerMinute: z.int().min(1).max(100_000).exactOptional(),
  maxBatch: z.int().min(1).max(100).default(100),
  participantFrom: fieldPath.exactOptional(),
  threadFrom: fieldPath.exactOptional(),
  actionsFrom: z.record(z.string().min(1).max(200), action).exactOptional(),
  types: list(z.string().min(1).max(200)),
  subscriptions: list(
    z.string().regex(/^[A-Za-z0-9-]{3,64}$/, 'must be the name of an event subscription of Event Grid'),
  ),
});

/** Who may call, in what words, how it proves who it is, and what it may do. */
export type Source = Readonly<Omit<z.output<typeof members>, 'signature' | 'secret'>> & {
  readonly signature: Signature;
  /** Where its keys are; absent where nothing is signed. */
  readonly secret?: string;
};

/** One entry of `WEBHOOK_SOURCES`. */
export const source = members.transform(({ signature: given, secret, ...rest }, context): Source => {
  const proof = given ?? traitsOf(rest.format).signature;
  const fault = (member: string, message: string) => {
    context.issues.push({ code: 'custom', path: [member], message, input: undefined });
    return z.NEVER;
  };
  if (!proof) return fault('signature', 'is not set');
  const wrong = cannotBe(rest.format, proof.scheme);
  if (wrong) return fault('signature', wrong);
  if (rest.subscriptions && rest.format !== 'eventgrid') {
    return fault('subscriptions', 'goes with the format eventgrid');
  }
  if (proof.scheme !== 'none') return { ...rest, signature: proof, secret: secret ?? secretOf(rest.name) };
  return secret ? fault('secret', 'goes with a signature') : { ...rest, signature: proof };
});
