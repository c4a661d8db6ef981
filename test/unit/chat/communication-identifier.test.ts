import { expect, it } from 'vitest';
import { canonicalId } from '../../../src/chat/identifier/communication-identifier.ts';

const guid = '8540C0DE-899F-5CCE-ACB5-3EC493AF3800';

it('writes GUIDs in lower case, wherever they stand', () => {
  expect(canonicalId({ rawId: `8:acs:${guid}_${guid}` })).toBe(`8:acs:${guid}_${guid}`.toLowerCase());
});

it('leaves what is not a GUID as it is, because there case may tell two people apart', () => {
  expect(canonicalId({ rawId: '8:spool:Some-User' })).toBe('8:spool:Some-User');
  expect(canonicalId({ rawId: '8:teamsvisitor:AbC' })).not.toBe(canonicalId({ rawId: '8:teamsvisitor:abc' }));
});
