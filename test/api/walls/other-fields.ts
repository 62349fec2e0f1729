/** The fields that name no thing of any organization. */

/** What they answer is the caller's own, or of what the caller sends along. */
export const OF_THE_CALLER: readonly string[] = [
  'checkIPFilter',
  'currentToken',
  'currentUser',
  'meta',
  'organization',
  'viewer',
  'viewerOpt',
  'viewerPermissions',
];

/** They speak of whole organizations, to whom the system lets. */
export const OF_THE_SYSTEM: readonly string[] = [
  'addOrganizationOwner',
  'createEmptyOrganization',
  'removeOrganization',
  'searchOrganizations',
];
