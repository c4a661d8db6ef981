// Loaded with `import()`; why it is a file: `managed-identity-credential.ts`.
export { createCommunicationAccessKeyCredentialPolicy } from '@azure/communication-common';
