/** Every group with what it gives: for saying which of them would give a permission. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { ask } from '../api/ask';
import { PeopleGroupsGivingDocument, type PeopleGroupGivesFragment } from '../api/operations';

const PAGE_SIZE = 500;

export function useAllGroups(): UseQueryResult<PeopleGroupGivesFragment[]> {
  return useQuery({
    queryKey: [PeopleGroupsGivingDocument.toString(), 'all'],
    queryFn: async ({ signal }) => {
      const groups: PeopleGroupGivesFragment[] = [];
      for (let pageNumber = 1, total = 1; pageNumber <= total; pageNumber += 1) {
        const { groupsPage } = await ask(
          PeopleGroupsGivingDocument,
          { pageNumber, pageSize: PAGE_SIZE },
          signal,
        );
        groups.push(...groupsPage.page);
        total = groupsPage.pageInfo.total;
      }
      return groups;
    },
  });
}
