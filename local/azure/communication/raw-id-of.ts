type Model = Record<string, unknown>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const inCloud = (model: Model, public_: string): string => {
  const cloud = text(model.cloud);
  return cloud === '' || cloud === 'public' ? public_ : cloud;
};

/** The members that a CommunicationIdentifierModel may have, of which at most one, and each one's rawId. */
const RAW_IDS: Readonly<Record<string, (model: Model) => string>> = {
  communicationUser: ({ id }) => text(id),
  phoneNumber: (model) => {
    const [value, asserted] = [text(model.value), text(model.assertedId)];
    return asserted === '' || value.endsWith(`_${asserted}`) ? `4:${value}` : `4:${value}_${asserted}`;
  },
  microsoftTeamsUser: (model) =>
    `8:${model.isAnonymous === true ? 'teamsvisitor' : inCloud(model, 'orgid')}:${text(model.userId)}`,
  microsoftTeamsApp: (model) => `28:${inCloud(model, 'orgid')}:${text(model.appId)}`,
  teamsExtensionUser: (model) => {
    const cloud = inCloud(model, '');
    const prefix = cloud === '' ? '8:acs:' : `8:${cloud}-acs:`;
    return `${prefix}${text(model.resourceId)}_${text(model.tenantId)}_${text(model.userId)}`;
  },
};

/**
 * The rawId of a CommunicationIdentifierModel (Common 2025-06-30): its own, or the one its member stands for.
 *
 * @returns undefined when it names nobody, or more than one member
 */
export function rawIdOf(identifier: unknown): string | undefined {
  if (typeof identifier !== 'object' || identifier === null) return undefined;
  const model = identifier as Model;
  const members = Object.keys(RAW_IDS).filter(
    (name) => typeof model[name] === 'object' && model[name] !== null,
  );
  if (members.length > 1) return undefined;
  const [member] = members;
  const derived = member && RAW_IDS[member]?.(model[member] as Model);
  return text(model.rawId) || derived || undefined;
}
