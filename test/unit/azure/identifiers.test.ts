import {
  createIdentifierFromRawId,
  getIdentifierKind,
  getIdentifierRawId,
  serializeCommunicationIdentifier,
} from '@azure/communication-common';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identifierModel } from '../../../local/azure/communication/identifier-model.ts';
import { rawIdOf } from '../../../local/azure/communication/raw-id-of.ts';

const id = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
const prefix = fc.constantFrom(
  ...['8:acs:', '8:gcch-acs:', '8:dod-acs:', '8:spool:', '8:orgid:', '8:gcch:', '8:dod:', '8:teamsvisitor:'],
  ...['28:orgid:', '28:gcch:', '28:dod:', '28:', '48:', '8:other:', '4:+'],
);
const suffix = fc.array(id, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('_'));
const rawId = fc.tuple(prefix, suffix).map((parts) => parts.join(''));

test('a rawId is shown as the kind that the official library sees in it', () => {
  fc.assert(
    fc.property(rawId, (raw) => {
      const kind = getIdentifierKind(createIdentifierFromRawId(raw)).kind;
      expect(identifierModel(raw)).toMatchObject({ kind, rawId: raw });
    }),
  );
});

test('what is shown leads back to the rawId, with it and without it', () => {
  fc.assert(
    fc.property(rawId, (raw) => {
      const { rawId: _left, ...member } = identifierModel(raw);
      expect(rawIdOf(identifierModel(raw))).toBe(raw);
      if (member.kind !== 'unknown') expect(rawIdOf(member)).toBe(raw);
    }),
  );
});

test('what the official library sends means the same to us as to it', () => {
  fc.assert(
    fc.property(rawId, (raw) => {
      const identifier = createIdentifierFromRawId(raw);
      expect(rawIdOf(serializeCommunicationIdentifier(identifier))).toBe(getIdentifierRawId(identifier));
    }),
  );
});

test('anything at all is read without an error', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(['string', 'undefined']).toContain(typeof rawIdOf(value));
    }),
  );
  fc.assert(
    fc.property(fc.string(), (value) => {
      expect(identifierModel(value)).toHaveProperty('rawId', value);
    }),
  );
});
