import { createFunctionApp } from './function-app.ts';
import { createRoleAssignments } from './role-assignments.ts';
import { createSystemTopics } from './system-topics.ts';

/** What Azure Resource Manager has made, or is to be asked about, beside the ACS resource. */
export type Management = ReturnType<typeof createManagement>;

/** An app without functions; no topic, no role. */
export function createManagement() {
  const functionApp = createFunctionApp();
  const roleAssignments = createRoleAssignments();
  const systemTopics = createSystemTopics(functionApp);
  return {
    functionApp,
    roleAssignments,
    systemTopics,
    reset: () => {
      for (const part of [functionApp, roleAssignments, systemTopics]) part.reset();
    },
  };
}
