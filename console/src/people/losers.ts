/** Which members of a group hold something through it alone. */
import { lostWithout, standingOf } from './held';
import type { LeavingUser } from './take-out';

export function losers<Member extends LeavingUser>(members: readonly Member[], groupId: string): Member[] {
  return members.filter((member) =>
    lostWithout(member.groups, groupId).some(({ place }) => standingOf(member, place) === null),
  );
}
