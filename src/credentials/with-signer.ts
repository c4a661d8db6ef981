import { UpstreamError } from '../upstream/upstream-error.ts';
import type { Signer } from './signers.ts';

type Signed = Awaited<ReturnType<Signer['get']>>;

/**
 * Calls the identity service of ACS with a signature, and once more with another one when it is refused (401): access
 * keys get rotated.
 *
 * @throws what the last call threw.
 */
export async function withSigner<T>(
  signer: Signer,
  signal: AbortSignal,
  call: (by: Signed) => Promise<T>,
  signed?: Signed,
): Promise<T> {
  const first = signed ?? (await signer.get(signal));
  try {
    return await call(first);
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.status !== 401) throw error;
    const other = await signer.replace(first, signal);
    if (other === first) throw error;
    return await call(other);
  }
}
