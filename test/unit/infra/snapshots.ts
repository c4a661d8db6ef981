import { readdirSync, readFileSync } from 'node:fs';

/** One resource that a deployment would ask Azure for, as `bicep snapshot` predicts it. */
export type Resource = {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly sku?: Readonly<Record<string, string>>;
  readonly identity?: { readonly userAssignedIdentities: Readonly<Record<string, object>> };
  // biome-ignore lint/suspicious/noExplicitAny: each resource type has properties of its own
  readonly properties?: any;
};

/** What one choice would make. */
export type Snapshot = {
  readonly predictedResources: readonly Resource[];
  readonly outputs: Readonly<Record<string, unknown>>;
};

const folder = new URL('../../../infra/snapshots/', import.meta.url);
const read = (file: string): Snapshot => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

/** Each committed snapshot, by the name of its choice. */
export const snapshots: ReadonlyArray<readonly [string, Snapshot]> = readdirSync(folder).map(
  (file) => [file.replace(/\.json$/, ''), read(file)] as const,
);

/** The snapshot of one choice. */
export function snapshotOf(choice: string): Snapshot {
  return read(`${choice}.json`);
}

/** All resources of a type in a snapshot. */
export function ofType(snapshot: Snapshot, type: string): Resource[] {
  return snapshot.predictedResources.filter((resource) => resource.type === type);
}

/** The one resource of a type in a snapshot. */
export function only(snapshot: Snapshot, type: string): Resource {
  const [resource, ...more] = ofType(snapshot, type);
  if (!resource || more.length > 0)
    throw new Error(`not one ${type}, but ${more.length + (resource ? 1 : 0)}`);
  return resource;
}
