import { jsonObject } from '../door/incoming.ts';
import { problem } from '../door/problem.ts';
import type { Operation } from './guard.ts';
import { same } from './subscription.ts';

/** Who was given which role where. */
export interface RoleAssignment {
  readonly id: string;
  readonly scope: string;
  readonly principalId: string;
  readonly roleDefinitionId: string;
}

/** Role assignments by hand: https://learn.microsoft.com/azure/role-based-access-control/role-assignments-rest */
export interface RoleAssignments {
  /** As if somebody else had assigned it. */
  add(assignment: RoleAssignment): void;
  list(): RoleAssignment[];
  reset(): void;
}

const RESOURCE =
  '/subscriptions/{subscription}/resourceGroups/{group}/providers/{provider}/{type}/{resource}';

/** What roles are given on: a route for each, because a name in one takes no slashes. */
const scopes = [RESOURCE, `${RESOURCE}/blobServices/default/containers/{container}`];

/** Made without any. */
export function createRoleAssignments(): RoleAssignments & { readonly operations: readonly Operation[] } {
  let assignments: RoleAssignment[] = [];
  const shown = ({ id, scope, ...properties }: RoleAssignment) => ({
    id,
    properties: { ...properties, scope },
  });
  const find = (id: string) => assignments.find((one) => same(one.id, id));
  return {
    add: (assignment) => void assignments.push(assignment),
    list: () => [...assignments],
    reset: () => {
      assignments = [];
    },
    operations: scopes.flatMap((scope): Operation[] => {
      const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/{assignment}`;
      return [
        {
          ...{ operation: 'roleAssignments.get', method: 'GET', path, right: 'roleAssignments' },
          handle: ({ path: id }) => {
            const found = find(id);
            return found
              ? { status: 200, body: shown(found) }
              : problem(404, 'The role assignment is not found.', 'RoleAssignmentNotFound');
          },
        },
        {
          ...{ operation: 'roleAssignments.create', method: 'PUT', path, right: 'roleAssignments' },
          handle: (incoming) => {
            const { principalId = '', roleDefinitionId = '' } = {
              ...(jsonObject(incoming)?.properties as Record<string, string> | undefined),
            };
            const scope = incoming.path.replace(/\/providers\/Microsoft.Authorization\/.*$/, '');
            const made = { id: incoming.path, scope, principalId, roleDefinitionId };
            const there = assignments.find(
              (one) =>
                same(one.scope, scope) &&
                one.principalId === principalId &&
                same(one.roleDefinitionId, roleDefinitionId),
            );
            if (there) return problem(409, 'The role assignment already exists.', 'RoleAssignmentExists');
            assignments.push(made);
            return { status: 201, body: shown(made) };
          },
        },
      ];
    }),
  };
}
