import { stackPlace } from './judge-answer.ts';

/** What may stand in no answer and no log line. */
export interface Secrets {
  /** Searched for anywhere, so few. */
  readonly kept: readonly string[];
  /** Issued as the run goes, thousands of them: searched for as whole words. */
  issued(): Iterable<string>;
  /** What requests hold that nobody reads. */
  readonly canary: string;
}

/** So long is the shortest secret worth its name. */
const leastLength = 16;

/** Finds secrets in texts. @returns what was found, in words that give nothing away */
export function createLeakSearch({ kept, issued, canary }: Secrets): (texts: readonly string[]) => string[] {
  const searched = kept.filter(({ length }) => length >= leastLength);
  return (texts) => {
    const words = new Set(issued());
    const isOne = (word: string) => words.has(word) || words.has(word.replace(/^[^=]*=/, ''));
    return texts.flatMap((text) => {
      const found: string[] = [];
      if (searched.some((secret) => text.includes(secret))) found.push('holds a secret');
      else if ((text.match(/[A-Za-z0-9+/=_.-]{16,}/g) ?? []).some(isOne))
        found.push('holds an issued secret');
      if (text.includes(canary)) found.push('holds what nobody reads');
      if (stackPlace.test(text)) found.push('holds a stack');
      return found.map((what) => `${what}: ${hide(text, searched).slice(0, 400)}`);
    });
  };
}

function hide(text: string, secrets: readonly string[]): string {
  return secrets.reduce((hidden, secret) => hidden.replaceAll(secret, '<secret>'), text);
}
