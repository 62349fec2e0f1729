/** Reads with statements that stay prepared on each connection of the pool. */
import type { Pool, PoolClient } from 'pg';
import { DomainError } from '../kernel/domain-error';

/** Each connection keeps them: filters of listings can be put together in many ways, and later ones are not kept. */
const MOST_STATEMENTS = 200;

/** A connection that is lost fails what was asked over it, and says so besides: unheard, that would end the process. */
const toldWithTheQuestion = (): void => undefined;

export class PostgresRows {
  /** The names of the prepared statements. */
  private readonly names = new Map<string, string>();

  constructor(private readonly pool: Pool) {}

  async read<Row>(text: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    const client = await this.pool.connect();
    client.on('error', toldWithTheQuestion);
    let isLost = true;
    try {
      const { rows } = await this.ask(client, text, parameters);
      isLost = false;
      return rows as readonly Row[];
    } catch (error) {
      // None of these statements fails by itself, so it was the connection; or it was never sent.
      isLost = !(error instanceof DomainError);
      throw error;
    } finally {
      client.off('error', toldWithTheQuestion);
      client.release(isLost);
    }
  }

  private ask(client: PoolClient, text: string, parameters: readonly unknown[]) {
    let name = this.names.get(text);
    if (name === undefined) {
      if (this.names.size >= MOST_STATEMENTS) return client.query(text, [...parameters]);
      this.names.set(text, (name = `tollgate ${this.names.size + 1}`));
    }
    return client.query({ name, text }, [...parameters]);
  }
}
