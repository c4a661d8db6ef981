/**
 * Whether a setting switches a function off. The second form is for systems whose variables may not have dots.
 * @see https://learn.microsoft.com/azure/azure-functions/disable-function
 */
export function isDisabled(functionName: string, settings: Record<string, string>): boolean {
  const value =
    settings[`AzureWebJobs.${functionName}.Disabled`] ?? settings[`AzureWebJobs_${functionName}_Disabled`];
  return /^(true|1)$/i.test(value ?? '');
}
