/** A client that creates, updates, resets and revokes tokens of its own, and uses everybody's. */
import { setTimeout as wait } from 'node:timers/promises';
import { GraphQLClient, type GraphQLAnswer } from '../../support/graphql-client';
import type { Random } from './random';
import type { Change, History, Outcome } from './recorded';
import { CREATED_WITH } from './rules';

const CREATE = `mutation ($name: String!) { change: createOrganizationPermissionsToken(input: { name: $name, permissions: [${CREATED_WITH}] }) }`;
const UPDATE =
  'mutation ($id: String!, $permissions: [OrganizationPermission!]!) { change: updateOrganizationPermissionsTokenPermissions(input: { id: $id, permissions: $permissions }) }';
const RESET = 'mutation ($id: String!) { change: rotateToken(input: { id: $id }) }';
const REVOKE = 'mutation ($id: String!) { change: deleteToken(input: { id: $id }) }';
const USE = '{ currentToken { id } }';

const PERMISSIONS = [CREATED_WITH, 'ManageUsers', 'ChangeSecurityPolicies', 'ChangeIPFilters'];
/** Of the tokens that were given out last, so that most uses are of tokens that live or have just ended. */
const LATELY = 30;
const PAUSE_MS = 20;

export interface Issued {
  readonly id: string;
  readonly token: string;
}

/** What all clients share. */
export interface World {
  readonly random: Random;
  readonly history: History;
  /** Every token that was ever given out, oldest first. */
  readonly issued: Issued[];
  /** The addresses of the servers, which may be down. */
  readonly urls: () => readonly string[];
  readonly rootToken: string;
  readonly now: () => number;
}

let names = 0;

export class HistoryClient {
  private own: Issued[] = [];

  constructor(private readonly world: World) {}

  async step(): Promise<void> {
    const { random } = this.world;
    const chance = random.next();
    const mine = this.own.length === 0 ? undefined : random.pick(this.own);
    const { issued } = this.world;
    if (issued.length === 0 || chance < (mine === undefined ? 0.4 : 0.08)) await this.create();
    else if (mine === undefined || chance >= 0.26) await this.use(random.pick(issued.slice(-LATELY)));
    else if (chance < 0.14) await this.update(mine);
    else if (chance < 0.2) await this.reset(mine);
    else await this.revoke(mine);
  }

  private async create(): Promise<void> {
    const answer = await this.ask('create', null, CREATE, { name: `history-${++names}` });
    if (answer !== null) this.own.push(answer);
  }

  private async update(mine: Issued): Promise<void> {
    const permissions = PERMISSIONS.filter(() => this.world.random.next() < 0.5);
    if (permissions.length === 0) permissions.push(CREATED_WITH);
    await this.ask('update', mine, UPDATE, { id: mine.id, permissions }, permissions);
  }

  private async reset(mine: Issued): Promise<void> {
    const given = await this.ask('reset', mine, RESET, { id: mine.id });
    this.forget(mine);
    if (given !== null) this.own.push(given);
  }

  private async revoke(mine: Issued): Promise<void> {
    await this.ask('revoke', mine, REVOKE, { id: mine.id });
    this.forget(mine);
  }

  /** Whatever the answer was: what nobody changes any more is judged by what the database says in the end. */
  private forget(mine: Issued): void {
    this.own = this.own.filter((token) => token !== mine);
  }

  private async use({ id, token }: Issued): Promise<void> {
    const { history, random, now, urls } = this.world;
    const server = random.below(urls().length);
    const startedAt = now();
    const answer = await this.send(server, token, USE, {});
    const verdict =
      answer?.status === 401 ? 'refused' : answer?.data.currentToken?.id === id ? 'accepted' : 'none';
    history.uses.push({ tokenId: id, server, startedAt, endedAt: now(), verdict });
  }

  /** Answers what was given out, where something was. */
  private async ask(
    change: Change,
    of: Issued | null,
    query: string,
    variables: Record<string, unknown>,
    permissions: readonly string[] | null = null,
  ): Promise<Issued | null> {
    const { history, issued, random, now, rootToken, urls } = this.world;
    const answer = await this.send(random.below(urls().length), rootToken, query, variables);
    const value: unknown = answer?.data.change;
    const given =
      typeof value === 'string' && value.includes('~') ? { id: value.split('~')[0]!, token: value } : null;
    history.changes.push({
      change,
      tokenId: of?.id ?? given?.id ?? null,
      outcome: outcomeOf(answer),
      endedAt: now(),
      requestId: answer?.headers.get('x-request-id') ?? null,
      permissions,
      given,
    });
    if (given !== null) issued.push(given);
    return given;
  }

  private async send(
    server: number,
    token: string,
    query: string,
    variables: Record<string, unknown>,
  ): Promise<GraphQLAnswer | null> {
    const client = new GraphQLClient(this.world.urls()[server]!, token);
    const answer = await client.send(query, variables).catch(() => null);
    // A server that is down refuses at once: those who ask must leave the others something to do.
    if (answer === null) await wait(PAUSE_MS);
    return answer;
  }
}

function outcomeOf(answer: GraphQLAnswer | null): Outcome {
  if (answer === null) return 'unknown';
  if (answer.status === 200 && answer.errors.length === 0) return 'done';
  // Answered by the authentication or by a rule, before anything was begun.
  if (answer.status === 401 || (answer.status === 200 && answer.code !== 'INTERNAL_SERVER_ERROR'))
    return 'refused';
  return 'unknown';
}
