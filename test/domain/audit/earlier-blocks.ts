/** Blocks as servers wrote them when each of their entries was a link of the chain. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../src/kernel/canonical-json';
import { AUDIT_KEY } from '../../support/audit-key';
import type { LoggedUses } from './logged-uses';

const SEALED_TOGETHER = '"sealed":"together",';

export function sealedEntryByEntry(text: string): string {
  if (!text.includes(SEALED_TOGETHER)) throw new Error(`This is no block of today: ${text}`);
  return text.replace(SEALED_TOGETHER, '');
}

/** Makes such of the organization's last block, which is not sealed yet, with the MAC that they had. */
export async function makeLastEarlier(uses: LoggedUses, ofOrganization = 'org-1'): Promise<void> {
  const rows = (await uses.blockRows()).filter(({ organizationId }) => organizationId === ofOrganization);
  const { id, time, lastTime, count, organizationId } = rows.at(-1)!;
  const text = sealedEntryByEntry((await uses.texts()).find((block) => block.id === id)!.uses);
  const hash = createHash('sha256').update(text).digest('hex');
  const numbers = [time, lastTime, count].map(String);
  const mac = AUDIT_KEY.mac(canonicalJson({ id, numbers, organizationId, uses: hash }));
  uses.log.tamper('UPDATE audit_use_block SET uses = ? WHERE id = ?', text, id);
  uses.log.tamper('UPDATE audit_entry SET mac = ? WHERE id = ?', mac, id);
}
