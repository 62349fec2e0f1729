import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { AuditSearch } from '../../audit/audit-search';
import { DEFAULT_PAGE_SIZE, GREATEST_PAGE_SIZE } from '../../kernel/paging';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { AuditEntriesPageType, AuditEntryFilterInput, AuditEntryType } from './audit-entry.type';

@Resolver()
export class AuditEntriesResolver {
  constructor(private readonly search: AuditSearch) {}

  @Requires('auditLog.read')
  @Query(() => AuditEntriesPageType, {
    description: 'What has happened in the organization, newest first. Tollgate’s own.',
  })
  async auditEntries(
    @Ctx() context: RequestContext,
    @Arg('filter', () => AuditEntryFilterInput, {
      nullable: true,
      description: 'Which entries; all by default.',
    })
    filter?: AuditEntryFilterInput | null,
    @Arg('cursor', () => String, {
      nullable: true,
      description:
        'The nextCursor of the page before; left out for the first page. Entries keep their place while others arrive.',
    })
    cursor?: string | null,
    @Arg('limit', () => Int, {
      nullable: true,
      description: `How many to answer at most: 1 to ${GREATEST_PAGE_SIZE}, ${DEFAULT_PAGE_SIZE} by default.`,
    })
    limit?: number | null,
    @Arg('ofNoOrganization', () => Boolean, {
      nullable: true,
      description:
        'Instead of the organization’s, those that belong to none, such as guesses at tokens that do not exist. Needs the system permission ViewOrganizations as well.',
    })
    ofNoOrganization?: boolean | null,
  ): Promise<AuditEntriesPageType> {
    const { entries, nextCursor } = await this.search.page(callerOf(context), {
      filter: filter ?? {},
      cursor: cursor ?? null,
      limit,
      ofNoOrganization: ofNoOrganization ?? false,
    });
    return { entries: entries.map((entry) => AuditEntryType.from(entry)), nextCursor };
  }
}
