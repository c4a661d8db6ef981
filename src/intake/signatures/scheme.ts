/** A delivery as far as its signature goes: nothing of it has been read yet. */
export interface SignedDelivery {
  readonly headers: Pick<Headers, 'get'>;
  /** The bytes that were signed. */
  readonly body: Uint8Array;
}

/**
 * What a verifier found. Anything but `ok` is for the log and for choosing among three answers: whoever called never
 * learns what would have been right.
 */
export type Verdict =
  | 'ok'
  /** Nothing there claims to be a signature. */
  | 'unsigned'
  /** What is there cannot be a signature of this scheme. */
  | 'malformed'
  /** It was signed too long ago, or too far ahead. */
  | 'stale'
  /** No key gives this signature. */
  | 'mismatch';

/** How deliveries of one kind are signed. Pure: keys and time are given. */
export interface SignatureScheme {
  /** Whether a text is a key of this scheme; what is none can have verified nothing. */
  isKey(text: string): boolean;
  /**
   * @param keys - all are tried, so that a key can be replaced without a gap.
   * @param now - milliseconds since 1970.
   */
  verify(delivery: SignedDelivery, keys: readonly string[], now: number): Verdict;
  /**
   * Whether headers can be believed: whoever knows the secret has written them all, or nobody vouches for anything. A
   * signature over the body alone leaves them to whoever passes the delivery on.
   */
  readonly trustsHeaders: boolean;
  /** The delivery's own id, if this scheme signs one; it stays the same when the delivery is repeated. */
  deliveryId(headers: Pick<Headers, 'get'>): string | undefined;
}
