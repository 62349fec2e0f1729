import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { IpFiltersService } from '../../ip-filters/ip-filters.service';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import {
  IPFilterCheckType,
  IPFilterIdInput,
  IPFilterInput,
  IPFilterType,
  IPFilterUpdateInput,
  TestIPFilterInput,
  TestIPFilterResult,
} from './ip-filter.types';

@Resolver()
export class IpFilterResolver {
  constructor(private readonly filters: IpFiltersService) {}

  @Requires('ipFilters.read')
  @Query(() => [IPFilterType], {
    description:
      'The organization’s IP filters, by name. Needs ChangeIPFilters or a permission to manage tokens.',
  })
  async ipFilters(@Ctx() context: RequestContext): Promise<IPFilterType[]> {
    return this.filters.list(callerOf(context));
  }

  @Requires('ipFilters.read')
  @Query(() => TestIPFilterResult, {
    description:
      'Tries a filter on an address without attaching it to anything. Needs ChangeIPFilters or a permission to manage tokens.',
  })
  async testIPFilter(
    @Ctx() context: RequestContext,
    @Arg('input', () => TestIPFilterInput, { description: 'The filter and the address.' })
    input: TestIPFilterInput,
  ): Promise<TestIPFilterResult> {
    const { address, decision, explanation } = await this.filters.test(callerOf(context), input);
    const { allowed, decidedBy } = decision;
    const rule = decidedBy.kind === 'rule' ? decidedBy : null;
    return { allowed, address, rule: rule?.text ?? null, line: rule?.line ?? null, explanation };
  }

  @Requires('ipFilters.read')
  @Query(() => IPFilterCheckType, {
    description:
      'Tells every fault of a filter’s text, where saving it tells the first, and stores nothing. Needs ChangeIPFilters or a permission to manage tokens. Tollgate’s own.',
  })
  checkIPFilter(
    @Ctx() context: RequestContext,
    @Arg('ipFilter', () => String, { description: 'The rules, as they would be saved.' }) ipFilter: string,
  ): IPFilterCheckType {
    return this.filters.check(callerOf(context), ipFilter);
  }

  @Requires('ipFilters.change')
  @Mutation(() => IPFilterType, { description: 'Creates an IP filter. Needs ChangeIPFilters.' })
  async createIPFilter(
    @Ctx() context: RequestContext,
    @Arg('input', () => IPFilterInput, { description: 'Its name and rules.' }) input: IPFilterInput,
  ): Promise<IPFilterType> {
    return this.filters.create(callerOf(context), input);
  }

  @Requires('ipFilters.change')
  @Mutation(() => IPFilterType, {
    description:
      'Changes an IP filter for everything that uses it, from the next request on. Needs ChangeIPFilters.',
  })
  async updateIPFilter(
    @Ctx() context: RequestContext,
    @Arg('input', () => IPFilterUpdateInput, { description: 'The filter and what to change of it.' })
    input: IPFilterUpdateInput,
  ): Promise<IPFilterType> {
    return this.filters.update(callerOf(context), input);
  }

  @Requires('ipFilters.change')
  @Mutation(() => Boolean, {
    description:
      'Deletes an IP filter that no living token and no policy uses; otherwise the error names what uses it. Needs ChangeIPFilters.',
  })
  async deleteIPFilter(
    @Ctx() context: RequestContext,
    @Arg('input', () => IPFilterIdInput, { description: 'The filter.' }) input: IPFilterIdInput,
  ): Promise<boolean> {
    await this.filters.delete(callerOf(context), input.id);
    return true;
  }
}
