/** Applies changed security policies to the tokens that exist, and says beforehand what that would do. */
import { In, IsNull, MoreThan, Or, type EntityManager, type FindOptionsWhere } from 'typeorm';
import type { TokenKind } from '../access/principal';
import type { AuditEvent } from '../audit/audit-event';
import type { PolicyConsequences } from '../security-policies/security-policies.service';
import { consequence, type Consequence, type TokenPolicies } from '../security-policies/token-policy';
import { completeTokens } from './complete-tokens';
import type { Token } from './token';
import { endedEvent, endToken, factsOf } from './token-store';
import { expiryColumns, TokenEntity } from './token.entity';

export interface AffectedToken {
  readonly token: Token;
  readonly consequence: Consequence;
}

/** How many tokens are looked at together: large enough to be quick, small enough for any organization. */
const BATCH = 500;

/** Every living token of the kinds that the policies change, in the order of their ids. */
export async function* affectedTokens(
  manager: EntityManager,
  organizationId: string,
  kinds: readonly TokenKind[],
  policies: TokenPolicies,
  now: number,
): AsyncGenerator<AffectedToken> {
  let after = '';
  for (;;) {
    const where: FindOptionsWhere<TokenEntity> = {
      organizationId,
      kind: In([...kinds]),
      endedAt: IsNull(),
      expireAt: Or(IsNull(), MoreThan(now)),
      id: MoreThan(after),
    };
    const rows = await manager.find(TokenEntity, { where, order: { id: 'ASC' }, take: BATCH });
    for (const token of await completeTokens(manager, rows)) {
      const outcome = consequence(policies[token.kind], token, now);
      if (changesToken(token, outcome)) yield { token, consequence: outcome };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    after = last.id;
  }
}

export const policyConsequences: PolicyConsequences = {
  async apply(manager, organizationId, kinds, policies, now) {
    if (kinds.length === 0) return [];
    const events: AuditEvent[] = [];
    for await (const affected of affectedTokens(manager, organizationId, kinds, policies, now)) {
      events.push(...(await applyTo(manager, affected, now)));
    }
    return events;
  },
};

async function applyTo(
  manager: EntityManager,
  { token, consequence: outcome }: AffectedToken,
  now: number,
): Promise<AuditEvent[]> {
  if (outcome.kind === 'end') {
    await endToken(manager, token.id, outcome.reason, now);
    return [endedEvent(token, outcome.reason)];
  }
  const { expireAt, ipFilterId } = outcome;
  await manager.update(TokenEntity, { id: token.id }, { ...expiryColumns(expireAt), ipFilterId });
  const events: AuditEvent[] = [];
  if (expireAt !== token.expireAt && expireAt !== null) {
    events.push({
      type: 'hashedtokens.change',
      actionName: 'shorten',
      ...factsOf(token),
      oldExpireAt: token.expireAt,
      newExpireAt: expireAt,
    });
  }
  if (ipFilterId !== token.ipFilterId && ipFilterId !== null) {
    events.push({
      type: 'hashedtokens.change',
      actionName: 'filter',
      ...factsOf(token),
      newIpFilterId: ipFilterId,
    });
  }
  return events;
}

function changesToken(token: Token, outcome: Consequence): boolean {
  return (
    outcome.kind === 'end' || outcome.expireAt !== token.expireAt || outcome.ipFilterId !== token.ipFilterId
  );
}
