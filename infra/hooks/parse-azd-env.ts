import { parseEnv } from 'node:util';

/** A line as azd writes it: https://github.com/joho/godotenv/blob/v1.5.1/godotenv.go, `Marshal`. */
const quoted = /^([\w.]+)="((?:[^"\\]|\\.)*)"$/gm;

/**
 * Reads what azd has kept of an environment. Node's own reader ends a value at its first `\"`, and so cuts JSON off;
 * it reads what somebody wrote by hand in another way.
 */
export function parseAzdEnv(text: string): Record<string, string | undefined> {
  const written = Array.from(text.matchAll(quoted), ([, name = '', value = '']) => [name, unescaped(value)]);
  return { ...parseEnv(text.replaceAll(quoted, '')), ...Object.fromEntries(written) };
}

const unescaped = (value: string) =>
  value.replaceAll(/\\(.)/g, (_, letter: string) => ({ n: '\n', r: '\r' })[letter] ?? letter);
