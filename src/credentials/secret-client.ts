// Loaded with `import()`; why it is a file: `managed-identity-credential.ts`.
export { SecretClient } from '@azure/keyvault-secrets';
