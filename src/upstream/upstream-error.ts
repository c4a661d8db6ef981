/** The services beyond our walls. */
export type Upstream = 'acs-chat' | 'acs-identity' | 'key-vault' | 'managed-identity' | 'storage';

/** What is known of a call that did not work. Nothing in it may hold a secret, a token or a key. */
export interface UpstreamFault {
  readonly upstream: Upstream;
  /** The HTTP status that came back; absent when no answer came. */
  readonly status?: number;
  /** The service's own error code, or a word of ours such as `Timeout`. */
  readonly code: string;
  readonly message: string;
  /** Whether the same call may succeed later without anybody changing the event. */
  readonly retryable: boolean;
  /** How long the service asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** What a person can do about it, in one sentence. */
  readonly hint: string;
}

/** The one error that `chat/` and `credentials/` throw. */
export class UpstreamError extends Error implements UpstreamFault {
  override readonly name = 'UpstreamError';
  readonly upstream: Upstream;
  readonly status?: number;
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  readonly hint: string;

  constructor(fault: UpstreamFault) {
    super(fault.message);
    this.upstream = fault.upstream;
    if (fault.status !== undefined) this.status = fault.status;
    this.code = fault.code;
    this.retryable = fault.retryable;
    if (fault.retryAfterMs !== undefined) this.retryAfterMs = fault.retryAfterMs;
    this.hint = fault.hint;
  }
}
