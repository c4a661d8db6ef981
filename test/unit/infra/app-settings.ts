import { only, type Snapshot } from './snapshots.ts';

/** The settings that a deployment gives the app, by name. */
export function appSettings(snapshot: Snapshot): Map<string, string> {
  const { appSettings } = only(snapshot, 'Microsoft.Web/sites').properties.siteConfig;
  return new Map(appSettings.map(({ name, value }: { name: string; value: string }) => [name, value]));
}
