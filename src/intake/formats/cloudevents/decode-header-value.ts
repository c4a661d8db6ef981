/**
 * Reads the value of a `ce-` header: what is in double quotes is unescaped, then percent-encoding is undone, once.
 * Undefined for what no sender may write: half a quotation or escape, bytes that are not UTF-8, characters beyond ASCII.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#3132-http-header-values
 */
export function decodeHeaderValue(value: string): string | undefined {
  if (!/^[\x20-\x7e]*$/.test(value)) return undefined;
  const plain = value.startsWith('"') ? unquote(value) : value;
  if (plain === undefined) return undefined;
  try {
    return decodeURIComponent(plain);
  } catch {
    return undefined;
  }
}

function unquote(value: string): string | undefined {
  const [, inside] = /^"((?:[^"\\]|\\.)*)"$/.exec(value) ?? [];
  return inside?.replaceAll(/\\(.)/g, '$1');
}
