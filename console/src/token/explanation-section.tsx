/** “Why was it refused?”: asks the server to make the checks of a request, and tells how each came out. */
import { Button, Group, Select, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { TokenPagePlacesDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { grouped, type OfferedPermission } from '../permissions/offered-permissions';
import { Explained } from './explained';
import {
  EXPLANATION_HEADING,
  questionIn,
  withQuestion,
  type ExplanationQuestion,
} from './explanation-question';
import { fromLocalMoment, toLocalMoment } from './local-moment';
import { Section } from './section';
import { DOMAIN_OF, viewsOf, type TokenFacts } from './token-facts';

export interface ExplanationSectionProps {
  readonly token: TokenFacts;
  readonly catalog: readonly OfferedPermission[] | undefined;
}

export function ExplanationSection({ token, catalog }: ExplanationSectionProps): ReactNode {
  const [params, setParams] = useSearchParams();
  const question = questionIn(params);
  const first: ExplanationQuestion = question ?? {
    address: token.lastUsedAddress ?? '',
    permission: null,
    viewId: null,
    at: null,
  };
  const [asked, setAsked] = useState(0);
  const offered = offeredTo(token, catalog ?? []);
  return (
    <Section
      id={EXPLANATION_HEADING}
      title="Why was it refused?"
      lead="The server makes the checks of a real request, in their order, and tells how each came out. Nothing is counted as a use."
    >
      <QuestionForm
        // Follows the URL, which a link to another address changes.
        key={params.toString()}
        token={token}
        first={first}
        offered={offered}
        onAsk={(next) => {
          setAsked((count) => count + 1);
          setParams((before) => withQuestion(before, next), { replace: true });
        }}
      />
      {question !== null && <Explained key={asked} token={token} question={question} titles={offered} />}
    </Section>
  );
}

function offeredTo(token: TokenFacts, catalog: readonly OfferedPermission[]): readonly OfferedPermission[] {
  const domain = DOMAIN_OF[token.__typename];
  return domain === null ? catalog : catalog.filter((permission) => permission.domain === domain);
}

interface QuestionFormProps {
  readonly token: TokenFacts;
  readonly first: ExplanationQuestion;
  readonly offered: readonly OfferedPermission[];
  readonly onAsk: (question: ExplanationQuestion) => void;
}

function QuestionForm({ token, first, offered, onAsk }: QuestionFormProps): ReactNode {
  const [address, setAddress] = useState(first.address);
  const [permission, setPermission] = useState(first.permission);
  const [viewId, setViewId] = useState(first.viewId);
  const [at, setAt] = useState(first.at === null ? '' : toLocalMoment(first.at));
  const [fault, setFault] = useState<string | null>(null);
  const isOnView = offered.some(({ name, domain }) => name === permission && domain === 'View');
  const places = useAsked(TokenPagePlacesDocument, {}, { enabled: token.__typename === 'PersonalUserToken' });
  const views = token.__typename === 'PersonalUserToken' ? places.data?.searchDomains : viewsOf(token);

  return (
    <form
      aria-label="Why was it refused?"
      onSubmit={(event) => {
        event.preventDefault();
        const place = isOnView ? (viewId ?? views?.[0]?.id ?? null) : null;
        if (isOnView && place === null) {
          setFault('Choose where the permission would be needed.');
          return;
        }
        onAsk({ address: address.trim(), permission, viewId: place, at: fromLocalMoment(at) });
      }}
    >
      <Group align="flex-start" gap="sm">
        <TextInput
          label="From the address"
          description="Empty for an unknown one."
          placeholder="10.0.0.1"
          autoComplete="off"
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          flex="1 1 180px"
        />
        <Select
          label="Permission that it needs"
          description="Optional."
          placeholder="None in particular"
          data={grouped(offered).map(({ name, permissions }) => ({
            group: name,
            items: permissions.map((each) => ({ value: each.name, label: each.title })),
          }))}
          value={permission}
          onChange={(value) => setPermission(value)}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'Clear the permission' }}
          flex="1 1 240px"
        />
        {isOnView && (
          <Select
            label="Repository or view"
            description="Where it would be needed."
            data={(views ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={viewId ?? views?.[0]?.id ?? null}
            error={fault}
            onChange={(value) => setViewId(value)}
            searchable
            flex="1 1 200px"
          />
        )}
        <TextInput
          type="datetime-local"
          label="At the moment"
          description="Empty for now."
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
          flex="0 1 220px"
        />
      </Group>
      <Button type="submit" variant="default" mt="sm">
        Explain
      </Button>
    </form>
  );
}
