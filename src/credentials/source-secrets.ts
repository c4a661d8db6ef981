import type { Clock } from '../clock.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Renewable } from './renewable.ts';
import type { Secrets } from './secrets.ts';

/** How long after a secret was read again it is not read again, whoever sends what. */
const pauseMs = 30_000;

/**
 * How long a sender waits for the vault, in milliseconds. The rest of its time is for writing the event down, and the first
 * event of an instance, which loads everything, gets as much as can be spared.
 */
const [firstMs, againMs] = [2_000, 1_500];

/**
 * The secrets that sources sign with. A signature that fits none of the keys may be of a key that is new in the vault, so
 * the secret is read again; but anybody can send such a signature, so not at once again.
 *
 * Both methods throw an `UpstreamError` when the vault does not say in time; `replace` goes on throwing it through the
 * pause, because as long as nobody knows the right key nobody can say that a signature is wrong.
 */
export function sourceSecrets(secrets: Secrets, clock: Clock): Secrets {
  const known = new Map<string, Renewable<string>>();
  return (name) => {
    const secret = known.get(name) ?? sparingly(patiently(secrets(name), name), clock);
    known.set(name, secret);
    return secret;
  };
}

function sparingly(secret: Renewable<string>, clock: Clock): Renewable<string> {
  let last: { readonly at: number; readonly fault?: UpstreamError } | undefined;
  return {
    get: secret.get,
    async replace(refused, signal) {
      const held = await secret.get(signal);
      if (held !== refused) return held;
      if (last && clock.monotonic() - last.at < pauseMs) {
        if (last.fault) throw last.fault;
        return refused;
      }
      try {
        const value = await secret.replace(refused, signal);
        last = { at: clock.monotonic() };
        return value;
      } catch (fault) {
        if (fault instanceof UpstreamError) last = { at: clock.monotonic(), fault };
        throw fault;
      }
    },
  };
}

function patiently(secret: Renewable<string>, name: string): Renewable<string> {
  const within = async (ms: number, signal: AbortSignal, ask: (signal: AbortSignal) => Promise<string>) => {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(ms)]);
    try {
      return await ask(patience);
    } catch (error) {
      throw patience.aborted ? noAnswer(name) : error;
    }
  };
  return {
    get: (signal) => within(firstMs, signal, secret.get),
    replace: (refused, signal) => within(againMs, signal, (patience) => secret.replace(refused, patience)),
  };
}

function noAnswer(name: string): UpstreamError {
  return new UpstreamError({
    upstream: 'key-vault',
    code: 'NoAnswer',
    message: `The secret ${name} could not be read in time.`,
    retryable: true,
    hint: 'Key Vault did not answer. It is asked again with the next event.',
  });
}
