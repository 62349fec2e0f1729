/** LogScale's older way of answering pages. */
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Page } from '../kernel/paging';
import { GREATEST_PAGE_SIZE } from '../kernel/paging';

@ObjectType('PageType', { description: 'Which page an answer is, and of how many.' })
export class PageInfoType {
  @Field(() => Int, { description: 'The number of the page, from 1.' })
  number!: number;

  @Field(() => Int, { description: 'How many rows match in all.' })
  totalNumberOfRows!: number;

  @Field(() => Int, { description: 'How many pages there are.' })
  total!: number;

  static of(page: Page<unknown>): PageInfoType {
    return { number: page.number, totalNumberOfRows: page.totalNumberOfRows, total: page.totalPages };
  }
}

export const PAGE_NUMBER = 'Which page to answer, from 1.';
export const PAGE_SIZE = `How many rows a page has: 1 to ${GREATEST_PAGE_SIZE}.`;

export const PermissionTypeEnum = {
  AssetPermission: 'AssetPermission',
  ViewPermission: 'ViewPermission',
  OrganizationPermission: 'OrganizationPermission',
  OrganizationManagementPermission: 'OrganizationManagementPermission',
  SystemPermission: 'SystemPermission',
} as const;
registerEnumType(PermissionTypeEnum, {
  name: 'PermissionType',
  description: 'What a permission is about.',
  valuesConfig: {
    AssetPermission: { description: 'One asset of a view; Tollgate keeps none, so nothing matches it.' },
    ViewPermission: { description: 'A repository or view.' },
    OrganizationPermission: { description: 'The organization.' },
    OrganizationManagementPermission: { description: 'Organizations that the holder manages.' },
    SystemPermission: { description: 'The installation as a whole.' },
  },
});
