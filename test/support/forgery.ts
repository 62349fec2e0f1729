/** Token strings as anybody could make them who knows the format. */
import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What anyone can do who knows the format: a string with the right checksum that was never issued. */
export function forge(id = randomBytes(16).toString('hex')): string {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const unchecked = `${id}~${randomBytes(19).toString('hex')}`;
  let rest = crc32(unchecked);
  let checksum = '';
  for (let i = 0; i < 6; i++) {
    checksum = (digits[rest % digits.length] ?? '') + checksum;
    rest = Math.floor(rest / digits.length);
  }
  return unchecked + checksum;
}
