/** What an app needs in its environment to find the emulated Azure. */
export interface AppSettingsNeeds {
  readonly vaultUrl: string;
  readonly communicationEndpoint: string;
  readonly identityEndpoint: string;
  readonly identityHeader: string;
  readonly caFile: string;
}

/** The URL of `names.mjs`, for `--import`: a URL, because a path with spaces would need quoting in NODE_OPTIONS. */
export const NAMES_URL = new URL('./names.mjs', import.meta.url).href;

/**
 * Settings by name. Whoever has NODE_OPTIONS of their own joins the two; `IDENTITY_HEADER` is a secret.
 * `ACS_ENDPOINT` is for the modes that read no connection string.
 */
export function appSettings(needs: AppSettingsNeeds): Record<string, string> {
  return {
    ACS_CREDENTIAL: 'connection-string',
    ACS_ENDPOINT: needs.communicationEndpoint,
    IDENTITY_ENDPOINT: needs.identityEndpoint,
    IDENTITY_HEADER: needs.identityHeader,
    KEY_VAULT_URL: needs.vaultUrl,
    NODE_EXTRA_CA_CERTS: needs.caFile,
    NODE_OPTIONS: `--import=${NAMES_URL}`,
  };
}
