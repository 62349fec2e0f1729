/** What a draft changes and what that does to tokens, with the buttons that save it or throw it away. */
import { Alert, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { ask } from '../api/ask';
import {
  SecurityPoliciesPreviewDocument,
  SecurityPoliciesUpdateDocument,
  type TokenSecurityPoliciesInput,
} from '../api/operations';
import { useAsked, useTold } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import { LinesLoading } from '../feedback/loading';
import { CONSEQUENCES_PAGE, ConsequencesTable } from './consequences-table';
import { DifferenceList } from './difference-list';
import { hidesSome, toldCounts } from './effects';
import type { PolicyDifference } from './policy-differences';
import { OwnTokenEnds, SaveConfirmation } from './save-confirmation';

const STOPPED_MS = 400;

export interface DraftPanelProps {
  readonly input: TokenSecurityPoliciesInput;
  readonly differences: readonly PolicyDifference[];
  /** Whether every field holds what can be asked for. */
  readonly isComplete: boolean;
  /** What others have changed since the draft was begun. */
  readonly meanwhile: readonly PolicyDifference[];
  readonly endsOwnToken: boolean;
  readonly ownTokenId: string | null;
  readonly filterName: (id: string) => string;
  readonly take: () => void;
  readonly reset: () => void;
  /** Reads what is in force anew; answers whether it is still what the draft is over. */
  readonly isStillInForce: () => Promise<boolean>;
  readonly onSaved: (told: string) => void;
}

export function DraftPanel(props: DraftPanelProps): ReactNode {
  const { input, differences, isComplete, meanwhile, endsOwnToken, reset, take } = props;
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const [hasMoved, setMoved] = useState(false);
  const update = useTold(SecurityPoliciesUpdateDocument);

  const text = JSON.stringify(input);
  const [settled] = useDebouncedValue(text, STOPPED_MS);
  // The page of the table belongs to the draft that it was turned for.
  const [turned, setTurned] = useState({ text, skip: 0 });
  const skip = turned.text === settled ? turned.skip : 0;
  const asked = JSON.parse(settled) as TokenSecurityPoliciesInput;
  const preview = useAsked(
    SecurityPoliciesPreviewDocument,
    { input: asked, skip, limit: CONSEQUENCES_PAGE },
    { enabled: isComplete && settled === text, keepsPrevious: true },
  );
  const found = preview.data?.previewTokenSecurityPolicies;
  const isCurrent = isComplete && settled === text && found !== undefined && !preview.isPlaceholderData;

  async function save(): Promise<void> {
    if (found === undefined) return;
    setBusy(true);
    setFault(null);
    try {
      const isSame = await props.isStillInForce();
      const { previewTokenSecurityPolicies: now } = await ask(SecurityPoliciesPreviewDocument, {
        input,
        skip: 0,
        limit: 1,
      });
      // Nobody has confirmed that: the page shows it now, and asks again.
      if (!isSame || now.ended !== found.ended) {
        setAsking(false);
        setMoved(isSame);
        await preview.refetch();
        return;
      }
      await update.mutateAsync({ input });
      // Fields begin from what is in force: until that is read they show the draft. Where one's own token has ended,
      // nothing can be read any more, and the console asks to sign in.
      await props.isStillInForce().catch(() => false);
      props.onSaved(`The policies are changed. ${toldCounts(now)}`);
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Card withBorder component="section" aria-labelledby="policy-draft">
      <Stack>
        <Title order={2} size="h4" id="policy-draft" tabIndex={-1} className="heading">
          Your draft
        </Title>
        <DifferenceList differences={differences} label="What your draft changes" />
        {meanwhile.length > 0 && (
          <Alert color="yellow" role="alert" title="Somebody else has changed the policies meanwhile">
            <Stack gap="xs" align="flex-start">
              <DifferenceList differences={meanwhile} label="What somebody else has changed" />
              <Text size="sm">
                Your draft is over what is in force now, and changes only what you changed.
              </Text>
              <Button size="xs" variant="default" onClick={take}>
                Go on with my draft over this
              </Button>
            </Stack>
          </Alert>
        )}
        {hasMoved && (
          <Alert color="yellow" role="alert" title="Other tokens would end than a moment ago">
            Nothing was changed. Look at what would end now, and save again.
          </Alert>
        )}
        <Title order={3} size="h5">
          What it would do to tokens that exist
        </Title>
        {!isComplete && <Text size="sm">Type every length of time in full to see it.</Text>}
        {isComplete && !isCurrent && preview.error === null && <LinesLoading rows={2} />}
        {isComplete && preview.error !== null && (
          <Failure error={preview.error} retry={() => void preview.refetch()} />
        )}
        {isCurrent && (
          <>
            <Text size="sm" fw={600} role="status">
              {toldCounts(found)}
            </Text>
            {hidesSome(found) && (
              <Text size="sm">You may not see all of them: the others are only counted.</Text>
            )}
            {endsOwnToken && <OwnTokenEnds />}
            <ConsequencesTable
              preview={found}
              skip={skip}
              setSkip={(next) => setTurned({ text, skip: next })}
              filterName={props.filterName}
              ownTokenId={props.ownTokenId}
            />
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={reset}>
            Throw the draft away
          </Button>
          <Button
            color={isCurrent && found.ended > 0 ? 'red' : undefined}
            disabled={!isCurrent || meanwhile.length > 0}
            aria-haspopup="dialog"
            onClick={() => {
              setMoved(false);
              setFault(null);
              setAsking(true);
            }}
          >
            Save…
          </Button>
        </Group>
      </Stack>
      {found !== undefined && (
        <SaveConfirmation
          isOpen={isAsking}
          counts={found}
          differences={differences}
          endsOwnToken={endsOwnToken}
          isBusy={isBusy}
          error={fault}
          onConfirm={() => void save()}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  );
}
