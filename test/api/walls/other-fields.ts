/** The fields that name no thing of any organization. */

/** What they answer is the caller's own. */
export const OF_THE_CALLER: readonly string[] = [
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
