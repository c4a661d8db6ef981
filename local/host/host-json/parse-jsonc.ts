/** A string, a comment, or a comma before a closing bracket (with comments in between). */
const tokens = /"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|,(?=(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*[}\]])/g;

/**
 * Parses JSON that may hold comments, trailing commas and a byte order mark: the real host's reader takes all
 * three in host.json and local.settings.json.
 *
 * @throws SyntaxError
 */
export function parseJsonc(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, '').replace(tokens, (token) => (token.startsWith('"') ? token : ' '));
  return JSON.parse(plain);
}
