/**
 * What is in force, and a draft over it. The API replaces the policies as a whole, so a draft is kept as what somebody
 * wants otherwise: what others change meanwhile stays changed, and is shown before anything is saved.
 */
import { useState } from 'react';
import { KINDS, type Policies, type Policy, type PolicyKind } from './policies';
import { edited, type PolicyEdits } from './policy-differences';

export interface PolicyDraft {
  readonly draft: Policies;
  /** What was in force when the first change was made; null where there is no change. */
  readonly seen: Policies | null;
  /** Counts how often the draft was thrown away, for fields that keep what is typed. */
  readonly round: number;
  readonly change: (kind: PolicyKind, changes: Partial<Policy>) => void;
  readonly reset: () => void;
  /** That what others have changed meanwhile was looked at. */
  readonly take: () => void;
}

export function usePolicyDraft(inForce: Policies): PolicyDraft {
  const [edits, setEdits] = useState<PolicyEdits>({});
  const [seen, setSeen] = useState<Policies | null>(null);
  const [round, setRound] = useState(0);
  return {
    draft: edited(inForce, edits),
    seen,
    round,
    change(kind, changes) {
      const next = differing(inForce, { ...edits, [kind]: { ...edits[kind], ...changes } });
      setEdits(next);
      setSeen(Object.keys(next).length === 0 ? null : (seen ?? inForce));
    },
    reset() {
      setEdits({});
      setSeen(null);
      setRound((before) => before + 1);
    },
    take: () => setSeen(inForce),
  };
}

/** Without what is in force anyway, which others may still change. */
function differing(inForce: Policies, edits: PolicyEdits): PolicyEdits {
  return Object.fromEntries(
    KINDS.flatMap((kind) => {
      const fields = Object.entries(edits[kind] ?? {}).filter(
        ([field, value]) => inForce[kind][field as keyof Policy] !== value,
      );
      return fields.length === 0 ? [] : [[kind, Object.fromEntries(fields)]];
    }),
  );
}
