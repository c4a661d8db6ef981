/** What a Content-Type says, as far as it matters here. */
export interface MediaType {
  /** Type and subtype in lower case, without parameters. */
  readonly essence: string;
  /** Whether text of it is in UTF-8, which it is if nothing else is said. */
  readonly isUtf8: boolean;
}

const charset = /;[ \t]*charset[ \t]*=[ \t]*"?([^";\s]+)/i;

/** Reads a Content-Type: https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1 */
export function readMediaType(contentType: string): MediaType {
  const [essence = ''] = contentType.split(';', 1);
  return {
    essence: essence.trim().toLowerCase(),
    isUtf8: /^utf-?8$/i.test(charset.exec(contentType)?.[1] ?? 'utf-8'),
  };
}
