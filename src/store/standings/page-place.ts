/**
 * Where the next page of a list begins: the key it follows on. In the form that storage gives its own continuations, so
 * that callers pass either on alike.
 */
export function placeAfter(key: string): string {
  return Buffer.from(JSON.stringify({ after: key })).toString('base64');
}

/** The first key that may come next; what nobody here has made begins at the start. */
export function beginAfter(continuation: string | undefined, from: string): string {
  const key = continuation === undefined ? undefined : afterOf(continuation);
  // No key of ours holds a character before this one.
  return key !== undefined && key >= from ? `${key}!` : from;
}

function afterOf(continuation: string): string | undefined {
  try {
    const { after } = JSON.parse(Buffer.from(continuation, 'base64').toString());
    return typeof after === 'string' ? after : undefined;
  } catch {
    return undefined;
  }
}
