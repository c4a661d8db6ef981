/**
 * Decodes base64 with its padding and nothing besides; undefined for anything else. Node's own decoder passes over what
 * it does not know, so that several texts would mean the same bytes. https://www.rfc-editor.org/rfc/rfc4648#section-4
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
