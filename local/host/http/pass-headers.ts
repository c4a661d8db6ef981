/** Headers that are about one connection, not about the message: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The headers to pass on to the next hop: all but the hop-by-hop ones, `also` and what `connection` names. */
export function passHeaders(headers: NodeJS.Dict<string[]>, also: string[] = []): Record<string, string[]> {
  const named = (headers.connection ?? []).flatMap((value) => value.toLowerCase().split(/\s*,\s*/));
  const passed: Record<string, string[]> = {};
  for (const [name, values] of Object.entries(headers)) {
    if (values && !hopByHop.has(name) && !named.includes(name) && !also.includes(name)) passed[name] = values;
  }
  return passed;
}
