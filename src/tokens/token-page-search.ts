/**
 * Reads pages of tokens as plain rows. What a question comes down to in SQL is worked out once for as long
 * as the principal that asks it is kept (authentication/token-cache), since that takes longer than the answer:
 * only moments differ from one time to the next.
 */
import { LRUCache } from 'lru-cache';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import type { Principal } from '../access/principal';
import type { Store } from '../kernel/store';
import { completeCommitted } from './complete-tokens';
import type { Token } from './token';
import { TOKEN_COLUMNS, tokenRow, type RawToken } from './token-row';
import { searchIn, selectTokens, type TokenFilter } from './token-selection';
import type { TokenState } from './token-state';
import { timesOf, type Moment, type TokenOrder } from './token-state-condition';
import type { TokenEntity } from './token.entity';

export interface PageQuestion {
  readonly filter: TokenFilter;
  /** Null for those in which a token works. */
  readonly states: readonly TokenState[] | null;
  readonly sortBy: TokenOrder;
  readonly direction: 'ASC' | 'DESC';
  readonly skip: number;
  readonly take: number;
}

/** Stand among the parameters of a statement for what is another time's each time. */
const TIMES = { now: Symbol('now'), soon: Symbol('soon') } as const;

interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Questions remembered for a principal; of more, those asked longest ago are worked out anew. */
const MOST_QUESTIONS = 20;

const SORTED_BY: Readonly<Record<TokenOrder, string>> = {
  Name: 'token.nameKey',
  ExpirationDate: 'token.sortableExpiry',
  CreationDate: 'token.createdAt',
};

export class TokenPages {
  private readonly statements = new WeakMap<Principal, LRUCache<string, Statement>>();

  constructor(private readonly store: Pick<Store, 'read' | 'rows'>) {}

  /** @throws what selectTokens throws. */
  async page(principal: Principal, question: PageQuestion, moment: Moment): Promise<Token[]> {
    const { sql, parameters } = this.statementFor(principal, question, moment);
    const times = timesOf(moment);
    const values = parameters.map((value) =>
      value === TIMES.now ? times.now : value === TIMES.soon ? times.soon : value,
    );
    const rows = await this.store.rows<RawToken>(sql, [...values, question.take, question.skip]);
    return completeCommitted(this.store, rows.map(tokenRow));
  }

  private statementFor(principal: Principal, question: PageQuestion, moment: Moment): Statement {
    const known = this.statements.get(principal) ?? new LRUCache({ max: MOST_QUESTIONS });
    this.statements.set(principal, known);
    const { filter, states, sortBy, direction } = question;
    const key = JSON.stringify([filter, states, sortBy, direction]);
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const [sql, parameters] = selecting(this.store.read, principal, question, moment)
      .setParameters(TIMES)
      .getQueryAndParameters();
    const statement = { sql: withLimits(numbered(sql), parameters.length), parameters };
    known.set(key, statement);
    return statement;
  }
}

function selecting(
  read: EntityManager,
  principal: Principal,
  { filter, states, sortBy: order, direction }: PageQuestion,
  moment: Moment,
): SelectQueryBuilder<TokenEntity> {
  const rows = selectTokens(read, principal, { filter, states, order }, moment).select(
    TOKEN_COLUMNS.map((property) => `token.${property}`),
  );
  // LogScale's operator looks a token up by its id and takes the first answer for it, so no token
  // that merely has the id in its name may come before it.
  if (searchIn(filter) !== null) rows.orderBy('CASE WHEN token.id = :search THEN 0 ELSE 1 END', 'ASC');
  // Ids break ties, so that pages do not overlap. Every order has an index.
  return rows.addOrderBy(SORTED_BY[order], direction).addOrderBy('token.id', direction);
}

/** With numbers for its parameters, where the driver takes question marks. TypeORM writes no text into a statement. */
function numbered(sql: string): string {
  let number = 0;
  return sql.replaceAll('?', () => `$${(number += 1)}`);
}

/** As parameters, so that each page of a listing has the same statement. */
function withLimits(sql: string, before: number): string {
  return `${sql} LIMIT $${before + 1} OFFSET $${before + 2}`;
}
