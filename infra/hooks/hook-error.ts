/** Something that whoever deploys has to put right: one line that says what is wrong and what to do. */
export class HookError extends Error {
  override readonly name = 'HookError';
}
