import type { Cloud, IdentifierKind, IdentifierModel } from './identifier-model.ts';

/** One way to write a raw id, and what it says. */
interface Form {
  readonly kind: IdentifierKind;
  /** Raw ids that begin so must have this form. */
  readonly prefix: string;
  /** What follows the prefix. */
  readonly rest: RegExp;
  /** The model's member for what follows the prefix; undefined for kinds that have none. */
  readonly member: (rest: string, rawId: string) => Omit<IdentifierModel, 'kind' | 'rawId'>;
  readonly example: string;
}

const guid = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
// A resource is a GUID; that users are too is what everybody sees, and nowhere promised.
const user = '[A-Za-z0-9-]{1,100}';
const one = new RegExp(`^${guid}$`);
const two = new RegExp(`^${guid}_${user}$`);
const three = new RegExp(`^${guid}_${guid}_${user}$`);
const word = /^[A-Za-z0-9._-]{1,200}$/;
const phone = /^(?:\+?[0-9]{3,20}|anonymous)(?:_[A-Za-z0-9-]{1,100})?$/;

const acs = (prefix: string): Form => ({
  kind: 'communicationUser',
  prefix,
  rest: two,
  member: (_rest, rawId) => ({ communicationUser: { id: rawId } }),
  example: `${prefix}<resource GUID>_<user GUID>`,
});

const extension = (prefix: string, cloud: Cloud): Form => ({
  kind: 'teamsExtensionUser',
  prefix,
  rest: three,
  member: (rest) => {
    const [resourceId = '', tenantId = '', userId = ''] = rest.split('_');
    return { teamsExtensionUser: { userId, tenantId, resourceId, cloud } };
  },
  example: `${prefix}<resource GUID>_<tenant GUID>_<user GUID>`,
});

const teams = (prefix: string, cloud: Cloud, isAnonymous = false): Form => ({
  kind: 'microsoftTeamsUser',
  prefix,
  rest: isAnonymous ? word : one,
  member: (userId) => ({ microsoftTeamsUser: { userId, isAnonymous, cloud } }),
  example: isAnonymous ? `${prefix}<visitor id>` : `${prefix}<user GUID>`,
});

const bot = (prefix: string, cloud: Cloud): Form => ({
  kind: 'microsoftTeamsApp',
  prefix,
  rest: one,
  member: (appId) => ({ microsoftTeamsApp: { appId, cloud } }),
  example: `${prefix}<app GUID>`,
});

const unknown = (prefix: string): Form => ({
  kind: 'unknown',
  prefix,
  rest: word,
  member: () => ({}),
  example: `${prefix}<id>`,
});

/**
 * Every form of raw id that Azure's own SDK knows, and the member that it sends for it
 * (`createIdentifierFromRawId` and the chat SDK's mapper: npm @azure/communication-common 2.5.0 and
 * @azure/communication-chat 1.6.0). Two things differ: values are checked, and `teamsExtensionUser`, which the
 * SDK drops, is sent. The first form whose prefix and rest both fit is taken.
 */
export const identifierForms: readonly Form[] = [
  acs('8:acs:'),
  acs('8:gcch-acs:'),
  acs('8:dod-acs:'),
  { ...acs('8:spool:'), rest: word, example: '8:spool:<user id>' },
  extension('8:acs:', 'public'),
  extension('8:gcch-acs:', 'gcch'),
  extension('8:dod-acs:', 'dod'),
  teams('8:orgid:', 'public'),
  teams('8:gcch:', 'gcch'),
  teams('8:dod:', 'dod'),
  teams('8:teamsvisitor:', 'public', true),
  {
    kind: 'phoneNumber',
    prefix: '4:',
    rest: phone,
    member: (value) => ({ phoneNumber: { value } }),
    example: '4:+14255550100',
  },
  bot('28:orgid:', 'public'),
  bot('28:gcch:', 'gcch'),
  bot('28:dod:', 'dod'),
  unknown('28:ag08-global:'),
  unknown('28:'),
  unknown('48:'),
];
