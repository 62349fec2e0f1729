/** Whether the caller may read entries that belong to no organization: it needs ViewOrganizations of the installation. */
import { useSession } from '../session/session';

export function useMayReadUnattributed(): boolean {
  const { me } = useSession();
  return me.viewerOpt?.isRoot === true;
}
