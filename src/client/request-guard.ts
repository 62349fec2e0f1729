/** Judges a request for whichever framework it came in by. */
import { isIP } from 'node:net';
import { readBearerToken } from './bearer-token';
import type { TollgateIdentity } from './introspection-answer';
import {
  assertRealm,
  credentialsMissing,
  scopeInsufficient,
  tokenInvalid,
  unavailable,
  type RefusalResponse,
} from './refusal-response';
import { questionOf, type RouteRule } from './route-rule';
import type { TollgateClient } from './tollgate-client';
import { TollgateUnavailableError } from './tollgate-unavailable-error';

const DEFAULT_REALM = 'Tollgate';

export interface GuardOptions {
  readonly client: Pick<TollgateClient, 'verify'>;
  /** What callers are told that they need a token for (RFC 9110, section 11.5). `Tollgate` by default. */
  readonly realm?: string;
}

/** The parts of a request that judging it takes. */
export interface GuardedRequest {
  readonly headers: { readonly authorization?: string | undefined };
  /** The caller's address, as the framework is set up to know it. */
  readonly ip?: string | undefined;
}

export type Outcome =
  | { readonly isLetThrough: true; readonly identity: TollgateIdentity }
  | {
      readonly isLetThrough: false;
      readonly response: RefusalResponse;
      /** Why Tollgate could not be asked, where that is the reason. */
      readonly error: TollgateUnavailableError | null;
    };

export class RequestGuard {
  private readonly client: Pick<TollgateClient, 'verify'>;
  private readonly realm: string;

  /** @throws TypeError if an option makes no sense. */
  constructor({ client, realm = DEFAULT_REALM }: GuardOptions) {
    assertRealm(realm);
    this.client = client;
    this.realm = realm;
  }

  /** Rejects, and lets nobody through, where the rule's own functions fail. */
  async judge<Request extends GuardedRequest>(request: Request, rule: RouteRule<Request>): Promise<Outcome> {
    const credentials = readBearerToken(request.headers.authorization);
    if (credentials.kind === 'none') return refused(credentialsMissing(this.realm));
    if (credentials.kind === 'malformed') return refused(tokenInvalid(this.realm));
    const question = questionOf(rule, request, addressOf(request));
    try {
      const verdict = await this.client.verify(credentials.token, question);
      if (verdict.active) return { isLetThrough: true, identity: verdict.identity };
      return refused(
        verdict.reason === 'insufficient_scope' && question.permission !== undefined
          ? scopeInsufficient(this.realm, question.permission)
          : tokenInvalid(this.realm),
      );
    } catch (error) {
      if (error instanceof TollgateUnavailableError) return refused(unavailable(error), error);
      throw error;
    }
  }
}

/** What a proxy passes on may be no address. Then it is not known, and no IP filter lets the caller in. */
function addressOf({ ip }: GuardedRequest): string | undefined {
  return ip !== undefined && isIP(ip) !== 0 ? ip : undefined;
}

function refused(response: RefusalResponse, error: TollgateUnavailableError | null = null): Outcome {
  return { isLetThrough: false, response, error };
}
