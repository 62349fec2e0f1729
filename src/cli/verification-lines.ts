/** What was found out about an audit log, for the person who asked. */
import type { Verification } from '../audit/log-verifier';

export function verificationLines({ chains, entries, unsealed, faults }: Verification): string[] {
  const lines = faults.map(({ chain, entryId, what }) => {
    const whose = chain === '' ? 'of no organization' : `of the organization ${chain}`;
    return `FAULT: in the chain ${whose}, ${what}${entryId === null ? '' : ` (id ${entryId})`}.`;
  });
  const count = `${entries} sealed entries in ${chains} chains`;
  const young = unsealed === 0 ? '' : `; ${unsealed} more are too young to be sealed`;
  return [
    ...lines,
    faults.length === 0 ? `OK: ${count} are as they were sealed${young}.` : `Verified ${count}${young}.`,
  ];
}
