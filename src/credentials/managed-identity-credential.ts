// Files like this one are loaded with `import()`. Of a package loaded so, a bundler has to keep everything; of this
// file it keeps what stands here.
export { ManagedIdentityCredential } from '@azure/identity';
