import { type PipelinePolicy, RestError } from '@azure/core-rest-pipeline';

/**
 * Makes a 403 of Key Vault an error with its inner code (`ForbiddenByRbac`, `ForbiddenByConnection`, …), which says
 * why, and which npm @azure/keyvault-secrets 4.12.0 does not hand on when secrets are listed.
 */
export const refusalPolicy: PipelinePolicy = {
  name: 'refusalPolicy',
  async sendRequest(request, next) {
    const response = await next(request);
    if (response.status !== 403) return response;
    throw new RestError('Key Vault refuses.', { code: innerCode(response.bodyAsText), statusCode: 403 });
  },
};

function innerCode(body: string | null | undefined): string {
  try {
    return String(JSON.parse(body ?? '').error.innererror.code);
  } catch {
    return 'Forbidden';
  }
}
