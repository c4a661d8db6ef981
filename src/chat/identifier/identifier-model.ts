import * as z from 'zod';

/**
 * How Azure Communication Services writes down who somebody is, as in its "Common 2025-06-30" specification:
 * https://github.com/Azure/azure-rest-api-specs/tree/main/specification/communication/data-plane/Common/stable/2025-06-30
 * Here only the shapes are checked; whether the values make sense, and agree, is for `parse-identifier.ts`.
 */
const text = z.string().min(1).max(400);
const cloud = z.enum(['public', 'dod', 'gcch']);

export const identifierModel = z.object({
  kind: z
    .enum([
      'unknown',
      'communicationUser',
      'phoneNumber',
      'microsoftTeamsUser',
      'microsoftTeamsApp',
      'teamsExtensionUser',
    ])
    .optional(),
  rawId: text.optional(),
  communicationUser: z.object({ id: text }).optional(),
  phoneNumber: z
    .object({ value: text, isAnonymous: z.boolean().optional(), assertedId: text.optional() })
    .optional(),
  microsoftTeamsUser: z
    .object({ userId: text, isAnonymous: z.boolean().optional(), cloud: cloud.optional() })
    .optional(),
  microsoftTeamsApp: z.object({ appId: text, cloud: cloud.optional() }).optional(),
  teamsExtensionUser: z
    .object({ userId: text, tenantId: text, resourceId: text, cloud: cloud.optional() })
    .optional(),
});

/** A `CommunicationIdentifierModel`, as callers may send it. */
export type IdentifierModel = z.infer<typeof identifierModel>;
export type IdentifierKind = NonNullable<IdentifierModel['kind']>;
export type Cloud = z.infer<typeof cloud>;
