import { type CommunicationIdentifier, canonicalId } from './communication-identifier.ts';
import { identifierForms } from './identifier-forms.ts';
import type { IdentifierModel } from './identifier-model.ts';
import { rawIdsOfModel } from './raw-ids-of-model.ts';

/** What is wrong with an identifier, and at which member (none: the whole of it). */
export interface IdentifierFault {
  readonly path: readonly string[];
  readonly detail: string;
}

/**
 * Checks an identifier before anything is done with it: the SDK's own parser takes any string, and a wrong one
 * would only come back from ACS as a 400 that names nothing.
 *
 * @param input - a raw id, or a model whose members must agree with each other.
 */
export function parseIdentifier(
  input: string | IdentifierModel,
): { identifier: CommunicationIdentifier } | { fault: IdentifierFault } {
  return typeof input === 'string' ? fromRawId(input) : fromModel(input);
}

function fromRawId(rawId: string): ReturnType<typeof parseIdentifier> {
  const candidates = identifierForms.filter(({ prefix }) => rawId.startsWith(prefix));
  const form = candidates.find(({ prefix, rest }) => rest.test(rawId.slice(prefix.length)));
  if (form) {
    const { kind, prefix, member } = form;
    return { identifier: { kind, rawId, model: { rawId, ...member(rawId.slice(prefix.length), rawId) } } };
  }
  const examples = [...new Set((candidates.length ? candidates : identifierForms).map((f) => f.example))];
  return {
    fault: { path: [], detail: `is not a communication identifier: expected ${examples.join(', ')}` },
  };
}

function fromModel(model: IdentifierModel): ReturnType<typeof parseIdentifier> {
  const members = rawIdsOfModel(model);
  if (members.length > 1) {
    const names = members.map(({ member }) => member).join(', ');
    return { fault: { path: [], detail: `names more than one identifier (${names}): give one` } };
  }
  const [named] = members;
  const rawId = model.rawId ?? named?.rawId;
  if (rawId === undefined) {
    return { fault: { path: [], detail: 'names nobody: give rawId or one of the kinds’ members' } };
  }
  const parsed = fromRawId(rawId);
  if ('fault' in parsed) return { fault: { ...parsed.fault, path: [named?.member ?? 'rawId'] } };
  const { kind } = parsed.identifier;
  if (named && canonicalId(named) !== canonicalId({ rawId })) {
    return { fault: { path: [named.member], detail: 'names somebody else than rawId does' } };
  }
  if (named && named.member !== kind) {
    return { fault: { path: [named.member], detail: `holds an identifier of the kind ${kind}` } };
  }
  if (model.kind && model.kind !== kind) {
    return {
      fault: { path: ['kind'], detail: `is ${model.kind}, but the identifier is of the kind ${kind}` },
    };
  }
  return parsed;
}
