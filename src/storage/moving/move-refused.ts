/** Nothing was moved, and why, for the person who asked for it. */
export class MoveRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MoveRefused';
  }
}
