/** Whether the caller may read entries that belong to no organization: it needs ViewOrganizations of the installation. */
import { AuditLogViewerDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';

export function useMayReadUnattributed(): boolean {
  const { data } = useAsked(AuditLogViewerDocument, {});
  return data?.viewerPermissions.systemPermissions.includes('ViewOrganizations') === true;
}
