/** Makes a token. */
import { useState, type ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { CreateTokenPoliciesDocument, CreateTokenSettingDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import { LinesLoading } from '../feedback/loading';
import { Page } from '../shell/page';
import { CreatedToken } from './created-token';
import { DomainChoice } from './domain-choice';
import { DOMAINS, policyOf, whyNotCreate } from './domains';
import { TokenForm } from './token-form';
import type { Created } from './use-creation';

const ABOVE = [{ title: 'Tokens', to: '/tokens' }];

export function CreateTokenPage(): ReactNode {
  const [params, setParams] = useSearchParams();
  const setting = useAsked(CreateTokenSettingDocument, {});
  const policies = useAsked(CreateTokenPoliciesDocument, {});
  const [done, setDone] = useState<{ created: Created; summary: string } | null>(null);

  if (done !== null)
    return (
      <Page title="Token created" above={ABOVE}>
        <CreatedToken {...done} />
      </Page>
    );
  const lead = 'Say what it is for, what it may do, until when and from where.';
  if (setting.error !== null)
    return (
      <Page title="Create a token" above={ABOVE}>
        <Failure error={setting.error} retry={() => void setting.refetch()} />
      </Page>
    );
  // Whoever may create a token may read the policies; for others each kind says what is missing.
  if (setting.data === undefined || policies.isPending)
    return (
      <Page title="Create a token" above={ABOVE} lead={lead}>
        <LinesLoading rows={8} />
      </Page>
    );

  const tokens = policies.data?.organization.configs.tokens;
  const reasons = new Map<string, string>();
  for (const { id, kind } of DOMAINS) {
    const reason = whyNotCreate(kind, setting.data, policyOf(kind, tokens));
    if (reason !== null) reasons.set(id, reason);
  }
  const domain = DOMAINS.find(({ id }) => id === params.get('domain') && !reasons.has(id));
  return (
    <Page title="Create a token" above={ABOVE} lead={lead}>
      <DomainChoice
        value={domain?.id ?? null}
        reasons={reasons}
        onChange={(id) =>
          setParams(
            (present) => {
              present.set('domain', id);
              return present;
            },
            { replace: true },
          )
        }
      />
      {domain !== undefined && (
        <TokenForm
          key={domain.id}
          domain={domain}
          policy={policyOf(domain.kind, tokens)}
          setting={setting.data}
          views={(params.get('views') ?? '').split(',').filter((id) => id !== '')}
          preset={params.get('preset')}
          onCreated={(created, summary) => setDone({ created, summary })}
        />
      )}
    </Page>
  );
}
