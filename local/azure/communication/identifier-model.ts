type Model = Record<string, unknown>;

const acsUser = (rawId: string, id: string, cloud: string): Model => {
  const [resourceId, tenantId, userId, ...more] = id.split('_');
  return userId === undefined || more.length > 0
    ? { kind: 'communicationUser', communicationUser: { id: rawId } }
    : { kind: 'teamsExtensionUser', teamsExtensionUser: { userId, tenantId, resourceId, cloud } };
};
const teamsUser = (userId: string, cloud: string, isAnonymous = false): Model => ({
  kind: 'microsoftTeamsUser',
  microsoftTeamsUser: { userId, isAnonymous, cloud },
});
const teamsApp = (appId: string, cloud: string): Model => ({
  kind: 'microsoftTeamsApp',
  microsoftTeamsApp: { appId, cloud },
});

/** rawId prefix -> model (learn.microsoft.com, communication-services/concepts/identifiers). */
const MODELS: Readonly<Record<string, (rawId: string, id: string) => Model>> = {
  '8:acs:': (rawId, id) => acsUser(rawId, id, 'public'),
  '8:gcch-acs:': (rawId, id) => acsUser(rawId, id, 'gcch'),
  '8:dod-acs:': (rawId, id) => acsUser(rawId, id, 'dod'),
  '8:spool:': (rawId) => ({ kind: 'communicationUser', communicationUser: { id: rawId } }),
  '8:orgid:': (_rawId, id) => teamsUser(id, 'public'),
  '8:gcch:': (_rawId, id) => teamsUser(id, 'gcch'),
  '8:dod:': (_rawId, id) => teamsUser(id, 'dod'),
  '8:teamsvisitor:': (_rawId, id) => teamsUser(id, 'public', true),
  '28:orgid:': (_rawId, id) => teamsApp(id, 'public'),
  '28:gcch:': (_rawId, id) => teamsApp(id, 'gcch'),
  '28:dod:': (_rawId, id) => teamsApp(id, 'dod'),
};

/** The CommunicationIdentifierModel that an answer carries for a rawId: with `kind`, which "is only required in responses". */
export function identifierModel(rawId: string): Model {
  if (rawId.startsWith('4:')) return { rawId, ...phoneNumber(rawId.slice(2)) };
  const [scope, kind, id, ...more] = rawId.split(':');
  const model = id === undefined || more.length > 0 ? undefined : MODELS[`${scope}:${kind}:`]?.(rawId, id);
  return { rawId, ...(model ?? { kind: 'unknown' }) };
}

function phoneNumber(value: string): Model {
  const isAnonymous = value === 'anonymous';
  const assertedId = /_([^_]+)$/.exec(value)?.[1];
  return {
    kind: 'phoneNumber',
    phoneNumber: { value, isAnonymous, ...(assertedId && !isAnonymous ? { assertedId } : {}) },
  };
}
