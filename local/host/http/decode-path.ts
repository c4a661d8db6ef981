/**
 * Decodes the path of a request as Kestrel does: all that is valid UTF-8 except `%2F`, then without `.` and `..`.
 * @see https://github.com/dotnet/aspnetcore/blob/main/src/Shared/UrlDecoder/UrlDecoder.cs
 */
export function decodePath(raw: string): string {
  const decoded = raw.replace(/(?:%(?!2f)[\da-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
  const kept: string[] = [];
  const segments = decoded.split('/').slice(1);
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  if (['.', '..'].includes(segments.at(-1) ?? '')) kept.push('');
  return `/${kept.join('/')}`;
}

/** A decoded path as it stands in a URL; an escape that was left in it stays as it is. */
export const encodePath = (path: string) => encodePathOnceMore(path).replace(/%25(?=[\da-f]{2})/gi, '%');

/**
 * A decoded path as it is forwarded when HTTP streaming is on: the real host's proxy escapes every `%`, so that
 * `%2F` becomes `%252F` on its way.
 * @see https://github.com/dotnet/yarp/blob/main/src/ReverseProxy/Forwarder/RequestUtilities.cs
 */
export const encodePathOnceMore = (path: string) => encodeURI(path).replace(/[?#]/g, encodeURIComponent);
