/** Assigns roles and takes them away: the API has an operation for each kind of place. */
import {
  PeopleAssignInOrganizationDocument,
  PeopleAssignInSystemDocument,
  PeopleAssignOnViewDocument,
  PeopleUnassignInOrganizationDocument,
  PeopleUnassignInSystemDocument,
  PeopleUnassignOnViewDocument,
} from '../api/operations';
import { useTold } from '../api/use-asked';
import type { Place } from './held';

type Change = (groupId: string, roleId: string, place: Place, onSuccess: () => void) => void;

export interface Assigning {
  readonly assign: Change;
  readonly unassign: Change;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly reset: () => void;
}

export function useAssigning(): Assigning {
  const assign = {
    View: useTold(PeopleAssignOnViewDocument),
    Organization: useTold(PeopleAssignInOrganizationDocument),
    System: useTold(PeopleAssignInSystemDocument),
  };
  const unassign = {
    View: useTold(PeopleUnassignOnViewDocument),
    Organization: useTold(PeopleUnassignInOrganizationDocument),
    System: useTold(PeopleUnassignInSystemDocument),
  };
  const all = [...Object.values(assign), ...Object.values(unassign)];
  return {
    assign(groupId, roleId, place, onSuccess) {
      if (place.domain === 'View')
        assign.View.mutate({ groupId, roleId, viewId: place.view.id }, { onSuccess });
      else assign[place.domain].mutate({ groupId, roleId }, { onSuccess });
    },
    unassign(groupId, roleId, place, onSuccess) {
      if (place.domain === 'View')
        unassign.View.mutate({ groupId, roleId, viewId: place.view.id }, { onSuccess });
      else unassign[place.domain].mutate({ groupId, roleId }, { onSuccess });
    },
    isPending: all.some((each) => each.isPending),
    error: all.find((each) => each.error !== null)?.error ?? null,
    reset() {
      for (const each of all) each.reset();
    },
  };
}
