/** What the audit log is narrowed to, as it stands in the page's address, so that a finding can be shared as a link. */
import type { AuditEntryFilter, AuditOutcome } from '../api/operations';

export interface EntryFilters {
  /** Milliseconds since the epoch. */
  readonly from: number | null;
  readonly to: number | null;
  readonly type: string;
  readonly outcome: AuditOutcome | null;
  /** Ids. */
  readonly user: string;
  readonly token: string;
  readonly target: string;
  readonly address: string;
  /** Whether entries of no organization are read instead of the organization's. */
  readonly isOfNone: boolean;
  /** Whether mere uses are left out of what is shown. */
  readonly hidesUses: boolean;
}

const TEXTS = ['type', 'user', 'token', 'target', 'address'] as const;

export const NO_FILTERS: EntryFilters = {
  from: null,
  to: null,
  type: '',
  outcome: null,
  user: '',
  token: '',
  target: '',
  address: '',
  isOfNone: false,
  hidesUses: false,
};

export function readFilters(params: URLSearchParams): EntryFilters {
  const outcome = params.get('outcome');
  const text = (name: string): string => params.get(name)?.trim() ?? '';
  return {
    from: moment(params.get('from')),
    to: moment(params.get('to')),
    type: text('type'),
    outcome: outcome === 'refused' || outcome === 'succeeded' ? outcome : null,
    user: text('user'),
    token: text('token'),
    target: text('target'),
    address: text('address'),
    isOfNone: params.get('of') === 'none',
    hidesUses: params.get('uses') === 'hidden',
  };
}

/** Leaves alone what else the address says. */
export function writeFilters(params: URLSearchParams, filters: EntryFilters): URLSearchParams {
  const next = new URLSearchParams(params);
  const set = (name: string, value: string | null): void => {
    if (value === null || value === '') next.delete(name);
    else next.set(name, value);
  };
  set('from', filters.from === null ? null : new Date(filters.from).toISOString());
  set('to', filters.to === null ? null : new Date(filters.to).toISOString());
  set('outcome', filters.outcome);
  for (const name of TEXTS) set(name, filters[name]);
  set('of', filters.isOfNone ? 'none' : null);
  set('uses', filters.hidesUses ? 'hidden' : null);
  return next;
}

/** As the API takes them. */
export function asked(filters: EntryFilters): AuditEntryFilter {
  const given = (text: string): string | null => (text === '' ? null : text);
  return {
    from: filters.from,
    to: filters.to,
    type: given(filters.type),
    outcome: filters.outcome,
    actorUserId: given(filters.user),
    actorTokenId: given(filters.token),
    targetId: given(filters.target),
    clientAddress: given(filters.address),
  };
}

export function areNone(filters: EntryFilters): boolean {
  return (Object.keys(NO_FILTERS) as (keyof EntryFilters)[]).every(
    (name) => filters[name] === NO_FILTERS[name],
  );
}

function moment(text: string | null): number | null {
  const time = text === null ? NaN : Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/** As a field for a local date and time has it. @param time milliseconds since the epoch. */
export function localTime(time: number | null): string {
  if (time === null) return '';
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const seconds = date.getSeconds() === 0 ? '' : `:${two(date.getSeconds())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}${seconds}`;
}

/** Null for what is no complete date and time. */
export function timeOfLocal(text: string): number | null {
  return text === '' ? null : moment(text);
}
