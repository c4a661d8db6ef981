/**
 * Loads what the first event needs. An instance that is kept ready has time for it before that event comes; one that
 * is started by an event would load the same now. Never rejects: what cannot be loaded is told to whoever needs it.
 */
export async function warmUp(): Promise<void> {
  await Promise.allSettled([
    import('./intake/receive-events.ts'),
    import('./services.ts'),
    import('./upstream/rest-pipeline.ts'),
    import('./credentials/managed-identity-credential.ts'),
    import('./credentials/secret-client.ts'),
    import('./credentials/access-key-policy.ts'),
    import('./store/table-client.ts'),
  ]);
}
