/** A manager that may know what it is asked, since nothing was changed after somebody else has asked it. */
import { EntityManager } from 'typeorm';

export abstract class AskingManager extends EntityManager {
  /** The rows that a SELECT finds, not to be changed by whoever is told. */
  abstract ask(sql: string, parameters: readonly unknown[]): Promise<unknown[]>;
}
