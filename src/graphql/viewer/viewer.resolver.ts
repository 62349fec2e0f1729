import { Ctx, FieldResolver, Query, Resolver } from 'type-graphql';
import type { OrganizationsService } from '../../organizations/organizations.service';
import type { UserDirectory } from '../../organizations/user-directory';
import type { TokenSearch } from '../../tokens/token-search';
import { OrganizationType } from '../organizations/organization.types';
import { callerOf, type RequestContext } from '../request-context';
import { Requires } from '../requires';
import { PersonalUserTokenType, TokenType } from '../tokens/token.types';
import { UserType } from '../users/user.types';
import { AccountType } from './account.type';
import { ViewerPermissionsType } from './viewer-permissions.type';

@Resolver()
export class ViewerResolver {
  constructor(private readonly directory: UserDirectory) {}

  @Requires('viewer.read')
  @Query(() => AccountType, {
    description:
      'The calling user. An error (NOT_A_USER) for a token that is no user’s: ask for currentToken then.',
  })
  viewer(@Ctx() context: RequestContext): AccountType | Promise<AccountType> {
    const self = this.directory.self(callerOf(context));
    return self instanceof Promise ? self.then((found) => AccountType.from(found)) : AccountType.from(self);
  }

  @Requires('viewer.readOptional')
  @Query(() => AccountType, {
    nullable: true,
    description: 'The calling user; null without credentials and for a token that is no user’s.',
  })
  async viewerOpt(@Ctx() context: RequestContext): Promise<AccountType | null> {
    return context.principal?.kind === 'user' ? this.viewer(context) : null;
  }

  @Requires('viewer.read')
  @Query(() => ViewerPermissionsType, {
    description:
      'What the caller may do at all, and who it is: for users and for tokens that are no user’s. Tollgate’s own.',
  })
  viewerPermissions(@Ctx() context: RequestContext): ViewerPermissionsType {
    return ViewerPermissionsType.of(callerOf(context).principal);
  }

  @Requires('viewer.read')
  @Query(() => UserType, {
    description:
      'The calling user. An error (NOT_A_USER) for a token that is no user’s: ask for currentToken then.',
  })
  async currentUser(@Ctx() context: RequestContext): Promise<UserType> {
    const { user } = await this.directory.self(callerOf(context));
    return UserType.from(user);
  }
}

@Resolver(() => AccountType)
export class AccountFieldsResolver {
  constructor(
    private readonly organizations: OrganizationsService,
    private readonly tokenSearch: TokenSearch,
  ) {}

  @Requires('parent.read')
  @FieldResolver(() => OrganizationType, { description: 'The organization that the user belongs to.' })
  async currentOrganization(@Ctx() context: RequestContext): Promise<OrganizationType> {
    return OrganizationType.from(await this.organizations.own(callerOf(context)));
  }

  @Requires('parent.read')
  @FieldResolver(() => PersonalUserTokenType, {
    nullable: true,
    description: 'The user’s personal token, without its secret; null where there is none.',
  })
  async token(@Ctx() context: RequestContext): Promise<TokenType | null> {
    const token = await this.tokenSearch.ownPersonal(callerOf(context).principal);
    return token === null ? null : TokenType.from(token);
  }
}
