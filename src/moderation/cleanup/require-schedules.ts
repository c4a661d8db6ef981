import { ConfigError } from '../../config-error.ts';
import type { CleanupRules } from './read-cleanup-rules.ts';

/**
 * Looks whether each rule's schedule is one. It is asked for apart from the settings, because that takes a library which
 * the first event should not wait for.
 *
 * @throws ConfigError
 */
export async function requireSchedules(rules: CleanupRules): Promise<void> {
  if (rules.size === 0) return;
  const { dueRun } = await import('./due-run.ts');
  const faults = [...rules.values()].flatMap(({ name, schedule }) => {
    try {
      dueRun(schedule, 0, 0);
      return [];
    } catch {
      return [
        `CLEANUP_RULES: ${name}: schedule never comes: a field is out of range, and the rule does not run`,
      ];
    }
  });
  if (faults.length > 0) throw new ConfigError(faults);
}
