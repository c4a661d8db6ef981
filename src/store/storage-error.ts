import { UpstreamError } from '../upstream/upstream-error.ts';

/** What a storage SDK throws, as far as it matters. */
export interface StorageFault {
  readonly statusCode?: number;
  readonly code?: string;
}

/**
 * The status and code of whatever a storage SDK has thrown. The tables' SDK has the code in one of two places, by
 * whether it came from a transaction.
 */
export function storageFault(error: unknown): StorageFault {
  const { statusCode, code, details } = (error ?? {}) as Thrown;
  const word = code ?? details?.odataError?.code;
  return {
    ...(typeof statusCode === 'number' && { statusCode }),
    ...(typeof word === 'string' && { code: word }),
  };
}

interface Thrown {
  readonly statusCode?: unknown;
  readonly code?: unknown;
  readonly details?: { readonly odataError?: { readonly code?: unknown } };
}

const hints: Readonly<Record<number, string>> = {
  403: 'Give the app’s managed identity Storage Table and Queue Data Contributor on the account; check its network rules.',
  404: 'The storage account does not know what was asked for. Check AzureWebJobsStorage.',
  422: 'A row of the table standings cannot be read. Mend it; to delete it and its copy ends the ban that it holds.',
};

/** The error that a storage fault amounts to. Always worth another try, and without the SDK's own, which holds headers. */
export function storageError(error: unknown): UpstreamError {
  const { statusCode, code = 'NoAnswer' } = storageFault(error);
  const isIdentity = error instanceof Error && /Credential|Authentication/.test(error.name);
  return new UpstreamError({
    upstream: 'storage',
    ...(statusCode !== undefined && { status: statusCode }),
    code,
    message: `Storage could not be used (${[statusCode, code].filter(Boolean).join(' ')}).`,
    retryable: true,
    hint: isIdentity
      ? 'No token for the app’s managed identity: check that it is assigned to the app, and AZURE_CLIENT_ID.'
      : (hints[statusCode ?? 0] ?? 'Storage did not answer in time. See the state of the storage account.'),
  });
}
