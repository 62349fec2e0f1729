/** What the server refuses a new token for, at the field that it is about. */
import { ApiError } from '../api/api-error';

export type Field = 'name' | 'views' | 'permissions' | 'expiry' | 'filter';
export type Faults = Partial<Record<Field, string>>;

/** Null where it is about no field. */
export function faultOf(error: unknown): Faults | null {
  if (!(error instanceof ApiError)) return null;
  const { code, message } = error;
  if (message.includes('expireAt'))
    return {
      expiry:
        code === 'POLICY_VIOLATION' ? `${message.split(' (')[0] ?? ''} at most.` : 'Choose a moment to come.',
    };
  if (code === 'NOT_FOUND' && message.includes('repository or view')) return { views: message };
  if (message.includes('IP filter')) return { filter: message };
  if (/may not hand out|^permissions\b/.test(message)) return { permissions: message };
  if (code === 'BAD_USER_INPUT' && /^name\b/.test(message)) return { name: message };
  if (code === 'BAD_USER_INPUT' && /^viewIds\b/.test(message)) return { views: message };
  return null;
}
