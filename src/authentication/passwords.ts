/** bcrypt for what people choose. Tokens are random and need none of it; see tokens/secret-hasher. */
import bcrypt from 'bcrypt';
import { badInput } from '../kernel/domain-error';
import { isWellFormed } from '../kernel/text';

/** bcrypt reads no further than this many bytes. */
const MAX_BYTES = 72;
const MIN_CHARACTERS = 12;
/** What stands behind the salt in a hash: bytes that come of no password that anyone could find. */
const NOBODYS_DIGEST = '.'.repeat(31);

/** @throws DomainError BAD_USER_INPUT unless it has 12 characters or more and at most 72 bytes in UTF-8. */
export function checkPassword(field: string, password: string): void {
  if ([...password].length < MIN_CHARACTERS)
    throw badInput(`${field} must have at least ${MIN_CHARACTERS} characters.`);
  const bytes = Buffer.byteLength(password, 'utf8');
  if (bytes > MAX_BYTES)
    throw badInput(`${field} must be at most ${MAX_BYTES} bytes in UTF-8; it has ${bytes}.`);
  if (!isWellFormed(password)) throw badInput(`${field} must be well-formed Unicode.`);
  // bcrypt would stop at it and compare only what stands before.
  if (password.includes('\u0000')) throw badInput(`${field} must not contain NUL characters.`);
}

export class Passwords {
  /**
   * Compared with where there is no hash, so that an unknown user takes as long as a wrong password: for that
   * it needs cost and salt like any other, but need not have been worked out, which took a good part of a start.
   */
  private readonly nobodysHash: string;

  constructor(private readonly cost: number) {
    this.nobodysHash = bcrypt.genSaltSync(cost) + NOBODYS_DIGEST;
  }

  async hash(password: string): Promise<string> {
    return bcrypt.hash(password, this.cost);
  }

  async matches(password: string, hash: string | null): Promise<boolean> {
    const tooLong = Buffer.byteLength(password, 'utf8') > MAX_BYTES || password.includes('\u0000');
    const same = await bcrypt.compare(tooLong ? '' : password, hash ?? this.nobodysHash);
    return same && hash !== null && !tooLong;
  }
}
