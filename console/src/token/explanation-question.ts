/** The question of “Why was it refused?”, as it is kept in the URL. */

/** The id of the section's heading, to which the table of addresses leads. */
export const EXPLANATION_HEADING = 'explanation';

export interface ExplanationQuestion {
  /** Empty where it is not known. */
  readonly address: string;
  /** The name of a permission; null for none. */
  readonly permission: string | null;
  readonly viewId: string | null;
  /** Milliseconds since the epoch; null for now. */
  readonly at: number | null;
}

/** Null where nothing was asked yet. */
export function questionIn(params: URLSearchParams): ExplanationQuestion | null {
  if (params.get('asked') === null) return null;
  const at = params.get('at');
  return {
    address: params.get('address') ?? '',
    permission: params.get('permission'),
    viewId: params.get('view'),
    at: at !== null && /^\d{1,15}$/.test(at) ? Number(at) : null,
  };
}

export function withQuestion(params: URLSearchParams, question: ExplanationQuestion): URLSearchParams {
  const next = new URLSearchParams(params);
  const fields = {
    asked: 'yes',
    address: question.address === '' ? null : question.address,
    permission: question.permission,
    view: question.viewId,
    at: question.at === null ? null : String(question.at),
  };
  for (const [name, value] of Object.entries(fields))
    if (value === null) next.delete(name);
    else next.set(name, value);
  return next;
}
