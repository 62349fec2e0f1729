/**
 * The repositories and views that a token reaches by name, and which of them a service means. Kept for as
 * long as the token itself is: whatever changes a repository or view makes both be read anew.
 */
import { In, IsNull } from 'typeorm';
import { ENTITY_ID } from '../kernel/ids';
import { nameKey } from '../kernel/name-key';
import type { Store } from '../kernel/store';
import { SearchDomainEntity } from '../organizations/search-domain.entity';
import type { LoadedToken } from './loaded-token';

export interface NamedView {
  readonly id: string;
  readonly name: string;
}

/** Within what one statement can have as parameters. */
const BATCH = 500;

/** How many answers are kept for one token: a service asks for one or two, whoever tries out names for many. */
const MOST_ANSWERS = 32;

interface Kept {
  views: readonly NamedView[] | null;
  /** The id by what was asked for; null where there is none. */
  readonly answers: Map<string, string | null>;
}

export class TokenViews {
  private readonly kept = new WeakMap<LoadedToken, Kept>();

  constructor(private readonly store: Store) {}

  /** Those on which the token holds permissions singly, by name; of a personal token, its user. */
  async of(token: LoadedToken): Promise<readonly NamedView[]> {
    const kept = this.keptOf(token);
    return (kept.views ??= await this.read(token));
  }

  /** The same, where it takes no question to the database; undefined where it does. */
  known(token: LoadedToken): readonly NamedView[] | undefined {
    return this.kept.get(token)?.views ?? undefined;
  }

  /**
   * The id of the repository or view that is meant, where the token might hold something on it. What
   * is an id, or looks like one, is never taken for a name: whoever may name a repository could otherwise
   * have it stand for another, or for one that is gone.
   */
  async find(token: LoadedToken, idOrName: string): Promise<string | null> {
    const { answers } = this.keptOf(token);
    const found = await this.ask(token, idOrName);
    if (answers.size < MOST_ANSWERS) answers.set(idOrName, found);
    return found;
  }

  /** The same, where it takes no question to the database; undefined where it does. */
  findKnown(token: LoadedToken, idOrName: string): string | null | undefined {
    return this.kept.get(token)?.answers.get(idOrName);
  }

  private keptOf(token: LoadedToken): Kept {
    let kept = this.kept.get(token);
    if (kept === undefined) this.kept.set(token, (kept = { views: null, answers: new Map() }));
    return kept;
  }

  private async ask(token: LoadedToken, idOrName: string): Promise<string | null> {
    const grants = token.principal?.grants;
    if (grants === undefined) return null;
    const { organizationId } = token.row;
    if (grants.views.size > 0) {
      const views = await this.of(token);
      const byId = views.find(({ id }) => id === idOrName);
      if (byId !== undefined) return byId.id;
      const key = nameKey(idOrName);
      const byName = views.find(({ name }) => nameKey(name) === key);
      if (byName !== undefined && !(await this.isId(organizationId, idOrName))) return byName.id;
    }
    return grants.everyView.size === 0 ? null : this.findInOrganization(organizationId, idOrName);
  }

  /** Of what there is or was: ids can be chosen, and look like names then. */
  private async isId(organizationId: string, idOrName: string): Promise<boolean> {
    if (ENTITY_ID.test(idOrName)) return true;
    return this.store.read.existsBy(SearchDomainEntity, { organizationId, id: idOrName });
  }

  /** The id of a repository or view of the organization; null where there is none such. */
  async findInOrganization(organizationId: string, idOrName: string): Promise<string | null> {
    const byId = { organizationId, id: idOrName };
    const byName = { organizationId, nameKey: nameKey(idOrName), deletedAt: IsNull() };
    const found = await this.store.read.find(SearchDomainEntity, {
      select: { id: true, deletedAt: true },
      where: ENTITY_ID.test(idOrName) ? byId : [byId, byName],
    });
    const meant = found.find(({ id }) => id === idOrName) ?? found[0];
    return meant?.deletedAt === null ? meant.id : null;
  }

  private async read({ row, principal }: LoadedToken): Promise<readonly NamedView[]> {
    const ids = [...(principal?.grants.views.keys() ?? [])];
    const views: NamedView[] = [];
    for (let from = 0; from < ids.length; from += BATCH) {
      const found = await this.store.read.find(SearchDomainEntity, {
        select: { id: true, name: true },
        where: {
          id: In(ids.slice(from, from + BATCH)),
          organizationId: row.organizationId,
          deletedAt: IsNull(),
        },
        order: { nameKey: 'ASC', id: 'ASC' },
      });
      views.push(...found.map(({ id, name }) => ({ id, name })));
    }
    return views;
  }
}
