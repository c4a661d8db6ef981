/** Control characters, line and paragraph separators, and what turns the direction of text. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/**
 * A text of somebody's, fit for a terminal: it can neither move the cursor nor begin a line of its own. Senders write
 * reasons and ids as they like, and a forged line here would be what an operator confirms by.
 */
export function onOneLine(text: string): string {
  return text.replaceAll(unseen, '\ufffd');
}
