import * as z from 'zod';
import { formatNames, traitsOf } from '../../src/intake/sources/format-traits.ts';
import { HookError } from './hook-error.ts';

/** Forms in which a key is made up: that of Standard Webhooks, and one that suits every other scheme. */
export type FreshKey = 'fresh-whsec' | 'fresh-hex';

/** A secret in the vault with which at least one source is verified. */
export interface SigningKey {
  readonly secret: string;
  readonly origin: FreshKey | 'vendor';
  /** Names of the sources that it verifies. */
  readonly sources: readonly string[];
}

/** As much of an entry as decides on its secret; the app checks all of it, and says what is wrong. */
const source = z.looseObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/),
  format: z.string(),
  signature: z
    .union([z.string(), z.looseObject({ scheme: z.string() }).transform(({ scheme }) => scheme)])
    .optional(),
  // Those of ACS are written here too, and whoever knows a source's secret could act as the moderator.
  secret: z
    .string()
    .regex(/^(?!acs-)[A-Za-z0-9-]{1,127}$/i)
    .optional(),
});

/** A vendor's format says how it is signed, and the vendor says with which secret. */
const isVendor = (format: string) => formatNames.some((name) => name === format && traitsOf(name).signature);

/** Where sources share a secret, the first of these that one of them needs suits all. */
const origins: readonly SigningKey['origin'][] = ['vendor', 'fresh-whsec', 'fresh-hex'];

/**
 * The secrets that the sources in `WEBHOOK_SOURCES` need, each once.
 *
 * @param text - JSON; without it there is the one source that the app has by itself.
 * @throws HookError when it cannot be read.
 */
export function signingKeys(text: string | undefined): SigningKey[] {
  const keys = new Map<string, SigningKey>();
  for (const { name, origin, secret } of parse(text?.trim() || byDefault).flatMap(keyOf)) {
    const known = keys.get(secret);
    const needed = [origin, ...(known ? [known.origin] : [])];
    keys.set(secret, {
      secret,
      origin: origins.find((one) => needed.includes(one)) ?? origin,
      sources: [...(known?.sources ?? []), name],
    });
  }
  return [...keys.values()];
}

const byDefault = '[{"name":"default","format":"native","signature":"standard-webhooks"}]';

function parse(text: string): z.output<typeof source>[] {
  try {
    return z.array(source).min(1).parse(JSON.parse(text));
  } catch (error) {
    const at =
      error instanceof z.ZodError ? error.issues.map(({ path }) => path.join('.')).filter(Boolean) : [];
    const where = at.length > 0 ? ` (${[...new Set(at)].join(', ')})` : '';
    throw new HookError(
      `WEBHOOK_SOURCES is not a JSON array of sources${where}: docs/sources.md has what may be in one (azd env set).`,
    );
  }
}

/** None for a source that signs nothing. */
function keyOf({ name, format, signature, secret }: z.output<typeof source>) {
  if (signature === 'none') return [];
  const whsec = signature === 'standard-webhooks';
  const origin: SigningKey['origin'] = isVendor(format) ? 'vendor' : whsec ? 'fresh-whsec' : 'fresh-hex';
  const usual = name === 'default' ? 'webhook-signing-key' : `webhook-signing-key-${name}`;
  return [{ name, origin, secret: secret ?? usual }];
}
