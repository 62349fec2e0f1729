/** An explanation of access: the verdict in one sentence, and each check in order. */
import { Alert, Box, Group, List, Text, ThemeIcon } from '@mantine/core';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { TokenPageExplanationDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import { LinesLoading } from '../feedback/loading';
import type { OfferedPermission } from '../permissions/offered-permissions';
import type { ExplanationQuestion } from './explanation-question';
import {
  OUTCOME_WORDS,
  toldCheck,
  toldQuestion,
  toldRule,
  toldVerdict,
  type ExplainedCheck,
} from './explanation-words';
import { viewsOf, type TokenFacts } from './token-facts';

export interface ExplainedProps {
  readonly token: TokenFacts;
  readonly question: ExplanationQuestion;
  readonly titles: readonly OfferedPermission[];
}

export function Explained({ token, question, titles }: ExplainedProps): ReactNode {
  const { address, permission, viewId, at } = question;
  const { data, error, isFetching, refetch } = useAsked(TokenPageExplanationDocument, {
    input: { tokenId: token.id, address: address === '' ? null : address, permission, viewId, at },
  });
  if (error !== null) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <LinesLoading rows={4} />;
  const { explainAccess: explanation } = data;
  const asked = {
    address,
    permission: titles.find(({ name }) => name === permission)?.title ?? permission,
    view: viewsOf(token).find(({ id }) => id === viewId)?.name ?? null,
    at,
  };
  return (
    <Box aria-busy={isFetching}>
      <Alert
        role="status"
        variant="light"
        color={explanation.allowed ? 'teal' : 'red'}
        icon={explanation.allowed ? <IconCheck size={18} /> : <IconX size={18} />}
        data-testid="verdict"
      >
        {toldVerdict(explanation, toldQuestion(asked))}
      </Alert>
      <List
        listStyleType="none"
        spacing={6}
        mt="sm"
        size="sm"
        aria-label="Checks, in their order"
        type="ordered"
      >
        {explanation.checks.map((check) => (
          <CheckShown key={check.check} check={check} />
        ))}
      </List>
    </Box>
  );
}

const ICONS = {
  Passed: { icon: <IconCheck size={14} />, color: 'teal' },
  Failed: { icon: <IconX size={14} />, color: 'red' },
  NotReached: { icon: <IconMinus size={14} />, color: 'gray' },
} as const;

function CheckShown({ check }: { check: ExplainedCheck }): ReactNode {
  const { icon, color } = ICONS[check.outcome];
  return (
    <List.Item data-check={check.check} data-outcome={check.outcome}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <ThemeIcon size={22} radius="xl" variant="light" color={color} aria-hidden>
          {icon}
        </ThemeIcon>
        <div>
          <Text size="sm">
            <b>{OUTCOME_WORDS[check.outcome]}.</b> {toldCheck(check)}
            {check.outcome === 'NotReached' ? '' : '.'}
          </Text>
          {check.rule !== null && (
            <Text size="xs" c="dimmed" className="secret">
              {toldRule(check.rule)}
            </Text>
          )}
        </div>
      </Group>
    </List.Item>
  );
}
