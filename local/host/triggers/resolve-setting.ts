/**
 * Puts settings in for `%NAME%`, as the real host does in schedules and queue names.
 *
 * @throws with a sentence for people if a setting is missing
 */
export function resolveSettings(text: string, settings: Record<string, string>): string {
  return text.replace(/%([^%]*)%/g, (_whole, name: string) => {
    const value = settings[name];
    if (value === undefined) throw new Error(`there is no setting ${name} for ${text}`);
    return value;
  });
}
