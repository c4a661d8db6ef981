import { HttpProblem } from '../http/http-problem.ts';
import type { ProblemName } from '../http/problems.ts';
import type { Ledger } from '../moderation/ledger.ts';
import type { SignatureScheme, SignedDelivery, Verdict } from './signatures/scheme.ts';
import { schemeOf } from './signatures/schemes.ts';
import { type CachedSecret, keysIn, requireKeys } from './signing-keys.ts';
import type { Source } from './sources/source.ts';

/** What authentication stands on. Secrets throw an `UpstreamError` when they cannot be had. */
export interface AuthenticatePorts {
  sourceSecret(name: string): CachedSecret;
  readonly ledger: Pick<Ledger, 'now' | 'setClock'>;
}

/** What a sender is told of each fault: never more, and nothing of what would have been right. */
const refusals: Readonly<Record<Exclude<Verdict, 'ok'>, readonly [ProblemName, string]>> = {
  unsigned: ['unsigned', 'The header that holds the signature is missing or empty.'],
  malformed: ['bad-signature', 'The signature does not fit the source’s key and the bytes that came.'],
  mismatch: ['bad-signature', 'The signature does not fit the source’s key and the bytes that came.'],
  stale: ['stale-signature', 'Each attempt is to be signed anew, by a clock that is right.'],
};

/**
 * Makes sure that a delivery comes from its source, before anything of it is read.
 *
 * @param note - told which fault it was, for the log.
 * @returns the delivery's own id, if the sender's proof covers it.
 * @throws HttpProblem `unsigned`, `bad-signature`, `stale-signature`.
 * @throws UpstreamError when the source's keys cannot be had or used: that is no fault of the sender's.
 */
export async function authenticate(
  source: Source,
  delivery: SignedDelivery,
  ports: AuthenticatePorts,
  signal: AbortSignal,
  note: (fault: Verdict) => void,
): Promise<string | undefined> {
  const scheme = schemeOf(source.signature);
  const verdict = await verdictOn(source, scheme, delivery, ports, signal);
  if (verdict === 'ok') return scheme.deliveryId(delivery.headers);
  note(verdict);
  const [problem, detail] = refusals[verdict];
  throw new HttpProblem(problem, { detail });
}

async function verdictOn(
  { secret: name }: Source,
  scheme: SignatureScheme,
  delivery: SignedDelivery,
  { sourceSecret, ledger }: AuthenticatePorts,
  signal: AbortSignal,
): Promise<Verdict> {
  if (name === undefined) return scheme.verify(delivery, [], ledger.now());
  const secret = sourceSecret(name);
  const held = await secret.get(signal);
  let verdict = scheme.verify(delivery, keysIn(held), ledger.now());
  if (verdict === 'stale') {
    // The clock may be our own fault, also one that was right before: the storage account's is the one that counts.
    await ledger.setClock(signal, { again: true });
    verdict = scheme.verify(delivery, keysIn(held), ledger.now());
  }
  if (verdict !== 'mismatch') return verdict;

  const current = await secret.replace(held, signal);
  const again = current === held ? verdict : scheme.verify(delivery, keysIn(current), ledger.now());
  // Among keys that cannot be used may be the one that would have fitted.
  if (again === 'mismatch') requireKeys(name, current, scheme);
  return again;
}
