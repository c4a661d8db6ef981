/** What ACS said went wrong, as far as it can be read. */
export interface AcsErrorBody {
  readonly code?: string;
  readonly message?: string;
}

const maxMessage = 500;

/**
 * Reads an error body of Azure Communication Services leniently: `{error:{code,message}}` as documented,
 * `{CommunicationError:{…}}` and `{Code,Message,InnerErrors}` as seen live
 * (https://github.com/Azure/azure-sdk-for-java/issues/21723), and nothing from anything else (empty, HTML).
 * Never throws.
 */
export function readAcsError(body: string): AcsErrorBody {
  const parsed = parseObject(body);
  if (!parsed) return {};
  const error = member(parsed, 'error') ?? member(parsed, 'communicationerror') ?? parsed;
  if (!isObject(error)) return {};
  const code = text(member(error, 'code'));
  const message = text(member(error, 'message'));
  return { ...(code && { code }), ...(message && { message }) };
}

function parseObject(body: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of that name, whatever its case. */
function member(object: object, name: string): unknown {
  return Object.entries(object).find(([key]) => key.toLowerCase() === name)?.[1];
}

function text(value: unknown): string | undefined {
  // Control characters would break a log line; a long page of text helps nobody.
  if (typeof value !== 'string') return undefined;
  const line = value.replaceAll(/\p{Cc}+/gu, ' ');
  return line.length > maxMessage ? `${line.slice(0, maxMessage - 1)}…` : line;
}
