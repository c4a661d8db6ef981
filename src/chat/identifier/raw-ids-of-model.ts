import type { Cloud, IdentifierModel } from './identifier-model.ts';

/** The prefix of a raw id by cloud; a missing cloud means public, as the specification says. */
const prefixes: Readonly<Record<'acs' | 'teams' | 'bot', Readonly<Record<Cloud, string>>>> = {
  acs: { public: '8:acs:', gcch: '8:gcch-acs:', dod: '8:dod-acs:' },
  teams: { public: '8:orgid:', gcch: '8:gcch:', dod: '8:dod:' },
  bot: { public: '28:orgid:', gcch: '28:gcch:', dod: '28:dod:' },
};

type Member = Exclude<keyof IdentifierModel, 'kind' | 'rawId'>;

/** How the raw id is put together from each member of the model. */
const builders: { readonly [M in Member]: (member: NonNullable<IdentifierModel[M]>) => string } = {
  communicationUser: ({ id }) => id,
  phoneNumber: ({ value, assertedId }) =>
    assertedId && !value.endsWith(`_${assertedId}`) ? `4:${value}_${assertedId}` : `4:${value}`,
  microsoftTeamsUser: ({ userId, isAnonymous, cloud = 'public' }) =>
    (isAnonymous ? '8:teamsvisitor:' : prefixes.teams[cloud]) + userId,
  microsoftTeamsApp: ({ appId, cloud = 'public' }) => prefixes.bot[cloud] + appId,
  teamsExtensionUser: ({ resourceId, tenantId, userId, cloud = 'public' }) =>
    `${prefixes.acs[cloud]}${resourceId}_${tenantId}_${userId}`,
};

/** The members of a model that say who it is, each with the raw id it amounts to. */
export function rawIdsOfModel(model: IdentifierModel): { member: Member; rawId: string }[] {
  const rawId = <M extends Member>(member: M): string | undefined => {
    const value = model[member];
    return value && builders[member](value);
  };
  return (Object.keys(builders) as Member[]).flatMap((member) => {
    const built = rawId(member);
    return built === undefined ? [] : [{ member, rawId: built }];
  });
}
