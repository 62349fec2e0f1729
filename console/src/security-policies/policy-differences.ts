/** What two states of the security policies differ in, in words, and a draft over what is in force. Pure. */
import { toldSpan } from '../time/spans';
import { KINDS, type Policies, type Policy, type PolicyKind } from './policies';

/** What somebody wants otherwise, over whatever is in force. */
export type PolicyEdits = Readonly<Partial<Record<PolicyKind, Partial<Policy>>>>;

export interface PolicyDifference {
  readonly kind: PolicyKind;
  /** Such as `maximum lifetime`. */
  readonly what: string;
  readonly was: string;
  readonly is: string;
}

export const POLICY_KIND_NAMES: Readonly<Record<PolicyKind, string>> = {
  personal: 'Personal tokens',
  view: 'Repository and view tokens',
  organization: 'Organization tokens',
  system: 'System tokens',
};

export function edited(inForce: Policies, edits: PolicyEdits): Policies {
  return {
    personal: { ...inForce.personal, ...edits.personal },
    view: { ...inForce.view, ...edits.view },
    organization: { ...inForce.organization, ...edits.organization },
    system: { ...inForce.system, ...edits.system },
  };
}

/** @param filterName of an IP filter by its id. */
export function differences(
  before: Policies,
  after: Policies,
  filterName: (id: string) => string,
): readonly PolicyDifference[] {
  return KINDS.flatMap((kind) => {
    const [was, is] = [told(before[kind], filterName), told(after[kind], filterName)];
    return Object.entries(is).flatMap(([what, now]) => {
      const old = was[what] ?? '';
      return old === now ? [] : [{ kind, what, was: old, is: now }];
    });
  });
}

function told(policy: Policy, filterName: (id: string) => string): Readonly<Record<string, string>> {
  return {
    'may exist': policy.isEnabled ? 'yes' : 'no',
    'maximum lifetime': policy.maximumLifetimeMs === null ? 'none' : span(policy.maximumLifetimeMs),
    'IP filter': policy.ipFilterId === null ? 'none' : `“${filterName(policy.ipFilterId)}”`,
    ...(policy.mayPermissionsChange === null
      ? {}
      : { 'permissions may be changed later': policy.mayPermissionsChange ? 'yes' : 'no' }),
    'longest overlap after a reset': policy.maximumOverlapMs === 0 ? 'none' : span(policy.maximumOverlapMs),
  };
}

function span(ms: number): string {
  return Number.isNaN(ms) ? 'not a length of time yet' : toldSpan(ms);
}

/** Whether everything that is typed is a length of time. */
export function isComplete(policies: Policies): boolean {
  return KINDS.every(
    (kind) =>
      !Number.isNaN(policies[kind].maximumLifetimeMs) && !Number.isNaN(policies[kind].maximumOverlapMs),
  );
}

/** Whether a token of the kind, created then, would stop working at once. @param now milliseconds since the epoch. */
export function wouldEnd(policy: Policy, createdAt: number, now: number): boolean {
  if (!policy.isEnabled) return true;
  return policy.maximumLifetimeMs !== null && createdAt + policy.maximumLifetimeMs <= now;
}
