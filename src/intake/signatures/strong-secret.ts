/** Shorter ones can be guessed, and a word such as `Bearer` that strayed in among the keys is shorter. */
const leastLength = 16;

/** Whether a text can serve as a secret that two sides share. */
export function isStrongSecret(text: string): boolean {
  return text.length >= leastLength;
}
