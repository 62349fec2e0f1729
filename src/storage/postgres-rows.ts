/** Reads with statements that stay prepared on each connection of the pool. */
import type { Pool, PoolClient } from 'pg';

/** Each connection keeps them: filters of listings can be put together in many ways, and later ones are not kept. */
const MOST_STATEMENTS = 200;

export class PostgresRows {
  /** The names of the prepared statements. */
  private readonly names = new Map<string, string>();

  constructor(private readonly pool: Pool) {}

  async read<Row>(text: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    const client = await this.pool.connect();
    try {
      const { rows } = await this.ask(client, text, parameters);
      client.release();
      return rows as readonly Row[];
    } catch (error) {
      // None of these statements fails by itself, so it was the connection.
      client.release(true);
      throw error;
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
