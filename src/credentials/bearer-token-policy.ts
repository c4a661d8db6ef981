// Loaded with `import()`; why it is a file: `managed-identity-credential.ts`.
export { bearerTokenAuthenticationPolicy } from '@azure/core-rest-pipeline';
