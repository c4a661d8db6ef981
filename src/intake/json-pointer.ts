/** The place of a member, as RFC 6901 writes it: https://www.rfc-editor.org/rfc/rfc6901#section-3 */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
