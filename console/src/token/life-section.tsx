/** A token's life: until when it works, who made it, when it was reset and last used, and how it ended. */
import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { TokenPageEndingDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Link } from '../shell/link';
import { Moment } from '../time/moment';
import { toldToTheMinute } from '../time/spans';
import { Fact, FactsList } from './facts-list';
import { Section } from './section';
import { END_WORDS } from './state-words';
import type { TokenFacts } from './token-facts';
import { times } from './usage-span';

export function LifeSection({ token }: { token: TokenFacts }): ReactNode {
  const { expireAt, createdAt, createdBy, lastResetAt, previousSecret, lastUsedAt, endedAt, endReason } =
    token;
  return (
    <Section id="life" title="How long, and since when">
      <FactsList>
        <Fact name="Works until">
          {expireAt === null ? (
            'For as long as nobody ends it: it has no expiry.'
          ) : (
            <>
              {toldToTheMinute(expireAt)}, <Moment time={expireAt} />. Nothing makes it later.
            </>
          )}
        </Fact>
        <Fact name="Created">
          <Moment time={createdAt} /> <Creator by={createdBy} />
        </Fact>
        <Fact name="Last reset">
          <Moment time={lastResetAt} never="Never" />
        </Fact>
        {previousSecret !== null && (
          <Fact name="Previous secret">
            Still works until {toldToTheMinute(previousSecret.worksUntil)},{' '}
            <Moment time={previousSecret.worksUntil} />.{' '}
            {previousSecret.lastUsedAt === null ? 'It was never used' : 'It was last used '}
            {previousSecret.lastUsedAt !== null && <Moment time={previousSecret.lastUsedAt} />}
            {previousSecret.lastUsedAddress !== null && ` from ${previousSecret.lastUsedAddress}`}
            {previousSecret.lastUsedAt !== null && ': something has not been given the new one yet'}.
          </Fact>
        )}
        <Fact name="Last used">
          <Moment time={lastUsedAt} never={lastResetAt === null ? 'Never' : 'Not since its last reset'} />
          {lastUsedAt !== null && (
            <>
              {token.lastUsedAddress === null
                ? ' from an address that could not be known'
                : ` from ${token.lastUsedAddress}`}
              , {times(token.useCount)} {lastResetAt === null ? 'so far' : 'since its last reset'}
            </>
          )}
        </Fact>
        {endedAt !== null && (
          <Fact name="Ended">
            <Moment time={endedAt} />
            {endReason !== null && `: it ${END_WORDS[endReason].what}. `}
            <EndingTold token={token} />
          </Fact>
        )}
      </FactsList>
    </Section>
  );
}

function Creator({ by }: { by: TokenFacts['createdBy'] }): ReactNode {
  if (by === null) return '(by whom, you may not see, or the server did by itself)';
  return (
    <>
      {by.userName !== null && (
        <>
          by{' '}
          <Anchor
            component={Link}
            href={`/people/${encodeURIComponent(by.userId ?? '')}`}
            inherit
            underline="always"
          >
            {by.userName}
          </Anchor>
        </>
      )}
      {by.tokenId !== null && (
        <>
          {by.userName === null ? 'with' : ', with'} the token{' '}
          <Anchor
            component={Link}
            href={`/tokens/${encodeURIComponent(by.tokenId)}`}
            inherit
            underline="always"
          >
            {by.tokenName ?? by.tokenId}
          </Anchor>
        </>
      )}
    </>
  );
}

/** What only the audit log has: the reason that was given. Nothing for who may not read it. */
function EndingTold({ token }: { token: TokenFacts }): ReactNode {
  const { data } = useAsked(
    TokenPageEndingDocument,
    { filter: { targetId: token.id, type: 'hashedtokens.change' } },
    { enabled: token.endReason === 'revoked' },
  );
  const reason = data?.auditEntries.entries
    .map(({ details }) => details['reason'])
    .find((each) => typeof each === 'string');
  return typeof reason === 'string' && reason !== '' ? <>The reason that was given: “{reason}”</> : null;
}
