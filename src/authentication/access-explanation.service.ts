/**
 * Answers why a token would be let in or not: the verdict that a request would get, check by check. It
 * runs the checks of the requests themselves and records no use.
 */
import { assertCan } from '../access/authorize';
import { seesView } from '../access/grants';
import type { Caller } from '../access/principal';
import { parseSocketAddress } from '../ip-filters/ip-address';
import type { Clock } from '../kernel/clock';
import { badInput, notFound } from '../kernel/domain-error';
import type { Store } from '../kernel/store';
import { completeTokens } from '../tokens/complete-tokens';
import { assertManagesToken } from '../tokens/token-management';
import type { TokenEntity } from '../tokens/token.entity';
import type { LoadedToken } from './loaded-token';
import { refusalAnswer } from './refusal-answer';
import { previousSecretOf, rowWithSecret } from './stored-secret';
import { checkedUntilRefused, TOKEN_CHECK_NAMES, type TokenCheckName } from './token-checks';
import type { TokenLoader } from './token-loader';
import { describeRequirement, meetsRequirement, requirementOf } from './token-requirement';
import { storedToken } from './token-statements';
import type { TokenViews } from './token-views';
import type { RefusalReason } from './verdict';

export interface AccessQuestion {
  /** Of the token, or the one that it had before its last reset: then as with the secret from then. */
  readonly tokenId: string;
  /** Where the request would come from; null where that would not be known. */
  readonly address: string | null;
  readonly permission: string | null;
  /** The id or the name of a repository or view. */
  readonly viewId: string | null;
  /** Milliseconds since the epoch; null for now. */
  readonly at: number | null;
}

export const ACCESS_CHECK_NAMES = [...TOKEN_CHECK_NAMES, 'PermissionHeld'] as const;
export type AccessCheckName = TokenCheckName | 'PermissionHeld';

export interface ExplainedCheck {
  readonly check: AccessCheckName;
  readonly outcome: 'Passed' | 'Failed' | 'NotReached';
  /** The rule that decided, in words; null where the check was not reached. */
  readonly rule: string | null;
}

export interface AccessExplanation {
  readonly allowed: boolean;
  /** As the audit log would have it; null where the request would be let in. */
  readonly reason: RefusalReason | 'permissionNotHeld' | null;
  /** What /authorize would answer. */
  readonly status: 200 | 401 | 403;
  /** In the order in which they are made. */
  readonly checks: readonly ExplainedCheck[];
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const PERMISSION_CHECK = 'PermissionHeld';

export class AccessExplanationService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly loader: TokenLoader,
    private readonly views: TokenViews,
  ) {}

  /**
   * What has happened to the token, its policy, its filters and its user is taken as it is now; only
   * expiries are held against another moment.
   *
   * @throws DomainError NOT_FOUND for a token or a view that is unknown or that the caller may not see, FORBIDDEN
   * for one that the caller manages only in part, BAD_USER_INPUT for an address that is none or a permission that does not exist.
   */
  async explain(caller: Caller, question: AccessQuestion): Promise<AccessExplanation> {
    assertCan(caller.principal, 'tokens.read');
    const address = question.address === null ? undefined : parseSocketAddress(question.address);
    if (question.address !== null && address === undefined) throw badInput('address must be an IP address.');
    const requirement = requirementOf(question.permission, question.viewId);

    const presented = await this.managedRow(caller, question.tokenId);
    const previousSecret = previousSecretOf(presented);
    const opened =
      (await storedToken(this.store, previousSecret?.successorId ?? presented.id)) ??
      (await storedToken(this.store, presented.id));
    if (opened === null) throw notFound('The token');
    const loaded = await this.loader.load(this.store, opened);
    const viewId = requirement?.kind === 'view' ? await this.viewOf(caller, loaded, requirement.view) : null;
    const now = question.at ?? this.clock.now();

    const outcomes = checkedUntilRefused(loaded, { address, previousSecret, now });
    const checks: ExplainedCheck[] = outcomes.map(({ name, refusal, rule }) => ({
      check: name,
      outcome: refusal === null ? 'Passed' : 'Failed',
      rule,
    }));
    const refusal = outcomes.at(-1)?.refusal ?? null;
    const { principal } = loaded;
    if (refusal !== null || principal === null) {
      const reason = refusal?.reason ?? 'userRemoved';
      const { status } = refusalAnswer(reason);
      return { allowed: false, reason, status, checks: withUnreached(checks), at: now };
    }
    if (requirement === null) {
      const rule = 'No permission is asked for.';
      checks.push({ check: PERMISSION_CHECK, outcome: 'Passed', rule });
      return { allowed: true, reason: null, status: 200, checks, at: now };
    }
    const holds = meetsRequirement(principal.grants, requirement, viewId);
    const outcome = holds ? 'Passed' : 'Failed';
    const rule = `The token ${holds ? 'holds' : 'does not hold'} ${describeRequirement(requirement)}.`;
    checks.push({ check: PERMISSION_CHECK, outcome, rule });
    return holds
      ? { allowed: true, reason: null, status: 200, checks, at: now }
      : { allowed: false, reason: 'permissionNotHeld', status: 403, checks, at: now };
  }

  /** Null where the token reaches nothing there. What the caller cannot see is more likely a slip than a question. */
  private async viewOf({ principal }: Caller, loaded: LoadedToken, idOrName: string): Promise<string | null> {
    const reached = await this.views.find(loaded, idOrName);
    if (reached !== null) return reached;
    const id = await this.views.findInOrganization(principal.organizationId, idOrName);
    const { grants } = principal;
    const isVisible =
      id !== null &&
      (seesView(grants, id) || grants.organization.has('ChangeAllViewOrRepositoryPermissions'));
    if (!isVisible) throw notFound(`The repository or view “${idOrName}”`);
    return null;
  }

  /** Also one that has ended: that is when the question comes up. */
  private async managedRow({ principal }: Caller, id: string): Promise<TokenEntity> {
    const { read } = this.store;
    const row = await rowWithSecret(read, id);
    if (row === null) throw notFound('The token');
    const [token] = await completeTokens(read, [row]);
    if (token === undefined) throw notFound('The token');
    assertManagesToken(principal, token);
    return row;
  }
}

function withUnreached(checks: readonly ExplainedCheck[]): ExplainedCheck[] {
  const unreached = ACCESS_CHECK_NAMES.filter((name) => !checks.some(({ check }) => check === name));
  return [...checks, ...unreached.map((check) => ({ check, outcome: 'NotReached', rule: null }) as const)];
}
