/** Settings of the app that somebody may want to be otherwise on the local stack, by setting them in the shell. */
const choices = [
  ...['WEBHOOK_SOURCES', 'CLEANUP_RULES', 'PROTECTED_PARTICIPANTS', 'MAX_FANOUT', 'ENFORCEMENT'],
  ...['ACS_ACTING_IDENTITY', 'HOLD_FOR', 'RETRY_FOR', 'LEDGER_RETENTION'],
] as const;

/** Those of them that are set. */
export function chosenSettings(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(choices.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}
