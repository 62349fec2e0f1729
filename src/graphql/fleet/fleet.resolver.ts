import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { FleetInstallationTokensService } from '../../fleet/fleet-installation-tokens.service';
import type { LogCollectorGroupsService } from '../../fleet/log-collector-groups.service';
import { DEFAULT_PAGE_SIZE, GREATEST_PAGE_SIZE } from '../../kernel/paging';
import { OrderBy } from '../order-by';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import {
  FleetInstallationTokenType,
  FleetTokensSortBy,
  LogCollectorGroupType,
  SearchFleetInstallationTokenResultSet,
} from './fleet.types';

const READ = ' Needs ViewFleetManagement or ChangeFleetManagement.';
const CHANGE = ' Needs ChangeFleetManagement.';
const STRING = 'The token’s secret, by which LogScale names it.';

@Resolver()
export class FleetResolver {
  constructor(
    private readonly installTokens: FleetInstallationTokensService,
    private readonly groups: LogCollectorGroupsService,
  ) {}

  @Requires('fleet.read')
  @Query(() => FleetInstallationTokenType, {
    nullable: true,
    description: `A fleet installation token by its id; null for an unknown one.${READ}`,
  })
  async fleetInstallationToken(
    @Ctx() context: RequestContext,
    @Arg('id', () => String, { description: 'Its id.' }) id: string,
  ): Promise<FleetInstallationTokenType | null> {
    return this.installTokens.byId(callerOf(context), id);
  }

  @Requires('fleet.read')
  @Query(() => [FleetInstallationTokenType], {
    description: `All fleet installation tokens, by name.${READ}`,
  })
  async fleetInstallationTokens(@Ctx() context: RequestContext): Promise<FleetInstallationTokenType[]> {
    return this.installTokens.list(callerOf(context));
  }

  @Requires('fleet.read')
  @Query(() => SearchFleetInstallationTokenResultSet, {
    description: `A page of the fleet installation tokens.${READ}`,
  })
  async searchFleetInstallationTokens(
    @Ctx() context: RequestContext,
    @Arg('skip', () => Int, {
      nullable: true,
      description: 'How many to leave out at the beginning; 0 by default.',
    })
    skip?: number | null,
    @Arg('limit', () => Int, {
      nullable: true,
      description: `How many to answer at most: 1 to ${GREATEST_PAGE_SIZE}, ${DEFAULT_PAGE_SIZE} by default.`,
    })
    limit?: number | null,
    @Arg('sortBy', () => FleetTokensSortBy, {
      nullable: true,
      description: 'By what to sort; Name by default.',
    })
    sortBy?: keyof typeof FleetTokensSortBy | null,
    @Arg('orderBy', () => OrderBy, {
      nullable: true,
      description: 'In which direction to sort; ASC by default.',
    })
    orderBy?: OrderBy | null,
  ): Promise<SearchFleetInstallationTokenResultSet> {
    const { total, tokens } = await this.installTokens.search(callerOf(context), {
      sortBy: sortBy ?? 'Name',
      direction: orderBy ?? 'ASC',
      skip,
      limit,
    });
    return { totalResults: total, results: [...tokens] };
  }

  @Requires('fleet.read')
  @Query(() => [LogCollectorGroupType], { description: `All groups of log collectors, by name.${READ}` })
  async logCollectorGroups(@Ctx() context: RequestContext): Promise<LogCollectorGroupType[]> {
    return this.groups.list(callerOf(context));
  }

  @Requires('fleet.change')
  @Mutation(() => FleetInstallationTokenType, {
    description: `Makes a token with which log collectors enrol.${CHANGE}`,
  })
  async createFleetInstallToken(
    @Ctx() context: RequestContext,
    @Arg('name', () => String, { description: 'A name for people: 1 to 253 characters.' }) name: string,
    @Arg('configId', () => String, {
      nullable: true,
      description: 'The configuration that new collectors get; kept as given.',
    })
    configId?: string | null,
  ): Promise<FleetInstallationTokenType> {
    return this.installTokens.create(callerOf(context), name, configId ?? null);
  }

  @Requires('fleet.change')
  @Mutation(() => FleetInstallationTokenType, { description: `Renames a fleet installation token.${CHANGE}` })
  async updateFleetInstallTokenName(
    @Ctx() context: RequestContext,
    @Arg('token', () => String, { description: STRING }) token: string,
    @Arg('name', () => String, { description: 'The new name: 1 to 253 characters.' }) name: string,
  ): Promise<FleetInstallationTokenType> {
    return this.installTokens.rename(callerOf(context), token, name);
  }

  @Requires('fleet.change')
  @Mutation(() => Boolean, { description: `Deletes a fleet installation token.${CHANGE}` })
  async deleteFleetInstallToken(
    @Ctx() context: RequestContext,
    @Arg('token', () => String, { description: STRING }) token: string,
  ): Promise<boolean> {
    await this.installTokens.delete(callerOf(context), token);
    return true;
  }

  @Requires('fleet.change')
  @Mutation(() => LogCollectorGroupType, { description: `Creates a group of log collectors.${CHANGE}` })
  async createLogCollectorGroup(
    @Ctx() context: RequestContext,
    @Arg('name', () => String, { description: 'A name for people: 1 to 253 characters.' }) name: string,
    @Arg('filter', () => String, {
      nullable: true,
      description: 'Which collectors belong to it; kept as given.',
    })
    filter?: string | null,
    @Arg('configIds', () => [String], {
      nullable: true,
      description: 'The configurations that its collectors get: at most 100; kept as given.',
    })
    configIds?: string[] | null,
  ): Promise<LogCollectorGroupType> {
    return this.groups.create(callerOf(context), {
      name,
      filter: filter ?? null,
      configIds: configIds ?? [],
    });
  }

  @Requires('fleet.change')
  @Mutation(() => LogCollectorGroupType, { description: `Renames a group of log collectors.${CHANGE}` })
  async updateLogCollectorGroupName(
    @Ctx() context: RequestContext,
    @Arg('id', () => String, { description: 'The id of the group.' }) id: string,
    @Arg('name', () => String, { description: 'The new name: 1 to 253 characters.' }) name: string,
  ): Promise<LogCollectorGroupType> {
    return this.groups.rename(callerOf(context), id, name);
  }

  @Requires('fleet.change')
  @Mutation(() => Boolean, { description: `Deletes a group of log collectors.${CHANGE}` })
  async deleteLogCollectorGroup(
    @Ctx() context: RequestContext,
    @Arg('id', () => String, { description: 'The id of the group.' }) id: string,
  ): Promise<boolean> {
    await this.groups.delete(callerOf(context), id);
    return true;
  }
}
