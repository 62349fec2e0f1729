/** Reads with statements that stay prepared on each connection of the pool. */
import type { Pool, PoolClient } from 'pg';

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
    if (name === undefined) this.names.set(text, (name = `tollgate ${this.names.size + 1}`));
    return client.query({ name, text }, [...parameters]);
  }
}
