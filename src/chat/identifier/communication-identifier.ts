import type { IdentifierKind, IdentifierModel } from './identifier-model.ts';

/** A participant whose identifier has been checked: its kind, its one raw id, and the body ACS is sent. */
export interface CommunicationIdentifier {
  readonly kind: IdentifierKind;
  /** The whole identifier as one string, for example `8:acs:<resource>_<user>`. */
  readonly rawId: string;
  /** The `CommunicationIdentifierModel` for a request: `rawId` and the member of its kind. */
  readonly model: Omit<IdentifierModel, 'kind'>;
}

const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/**
 * One form for one participant, to compare and to key by: GUIDs mean the same in either case, so they are
 * written in lower case; all else stays as it is.
 */
export function canonicalId(identifier: Pick<CommunicationIdentifier, 'rawId'>): string {
  return identifier.rawId.replaceAll(guid, (found) => found.toLowerCase());
}
