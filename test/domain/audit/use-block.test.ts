/** What Tollgate vouches for of a block, which those of earlier servers are held against as well. */
import { canonicalJson } from '../../../src/kernel/canonical-json';
import { blockOf, isIntact } from '../../../src/audit/use-block';
import { AUDIT_KEY } from '../../support/audit-key';

const TEXT = '{"series":"s","time":1,"shapes":[],"kinds":[],"uses":[]}';
/** SHA-256 of it, as `printf '%s' TEXT | sha256sum` says it. */
const TEXT_HASH = '3c673511733a29a34a17f6177f3da7983471fcb768067c847f2b6e1757623ec6';

const written = () => blockOf('org-1', TEXT, 3, 1_700_000_000_000, AUDIT_KEY).row;

test('it is the id, the numbers, the organization and the hash of the text, in the form of RFC 8785', () => {
  const row = written();
  const numbers = ['1700000000000', '1700000000000', '3'];
  const vouched = { id: row.id, numbers, organizationId: 'org-1', uses: TEXT_HASH };
  expect(row.mac).toBe(AUDIT_KEY.mac(canonicalJson(vouched)));
  expect(isIntact(row, TEXT, AUDIT_KEY)).toBe(true);
});

test.each([
  ['id', { id: 'another' }],
  ['time', { time: 1 }],
  ['last time', { lastTime: 1 }],
  ['count', { count: 4 }],
  ['organization', { organizationId: 'org-2' }],
  ['organization taken away', { organizationId: null }],
  ['MAC', { mac: 'f'.repeat(64) }],
  ['MAC cut off', { mac: '' }],
])('with another %s it is intact no more', (_, change) => {
  expect(isIntact({ ...written(), ...change }, TEXT, AUDIT_KEY)).toBe(false);
});

test('with another text it is intact no more', () => {
  expect(isIntact(written(), `${TEXT} `, AUDIT_KEY)).toBe(false);
});
