/**
 * /authorize: mirrors the verdict on the bearer's own request in the status, for proxies that ask before
 * they let a request through: nginx auth_request, Caddy forward_auth, Traefik, Envoy's HTTP ext_authz.
 * Whatever does not end in a verdict for the bearer ends in a status that no proxy takes for one.
 */
import { parse } from 'fast-querystring';
import { LRUCache } from 'lru-cache';
import { readCredentials, type Credentials } from '../authentication/credentials';
import { OnceRecorded } from '../authentication/once-recorded';
import {
  challenge,
  CREDENTIALS_MISSING,
  refusalAnswer,
  type RefusalAnswer,
} from '../authentication/refusal-answer';
import type { RequestOrigin } from '../authentication/request-origin';
import { describeRequirement, requirementOf, type Requirement } from '../authentication/token-requirement';
import type { TokenVerificationService, Verification } from '../authentication/token-verification.service';
import type { AcceptedToken } from '../authentication/verdict';
import type { Answer } from '../direct-route';
import { badInput, DomainError } from '../kernel/domain-error';
import { ownText } from '../kernel/own-text';
import { textAnswer } from './answer';
import { parameterOf } from './introspection-request';
import type { RequestHead } from './question';

interface Asked {
  readonly requirement: Requirement | null;
  /** Null for the organization of the first start. */
  readonly organizationId: string | null;
}

export const AUTHORIZE_PATH = '/authorize';
const OPERATION = `GET ${AUTHORIZE_PATH}`;
const PARAMETERS: readonly string[] = ['permission', 'view', 'organization'];
const HEADERS = 'x-tollgate-require';
/** A proxy is set up with a few addresses and asks with them for ever. */
const MOST_ADDRESSES = 1_000;
/** In UTF-16 units. */
const GREATEST_KEPT = 512;
const NO_STORE = ['cache-control', 'no-store'];

/** Answers forward authentication, whichever way a question came. */
export class ForwardAuth {
  /** What is asked, by the address that it is asked with. */
  private readonly asked = new LRUCache<string, Asked>({ max: MOST_ADDRESSES });
  /** The headers that say who the bearer is, for as long as the token is known. */
  private readonly identities = new WeakMap<AcceptedToken, Answer>();

  constructor(private readonly verification: TokenVerificationService) {}

  /**
   * At once, where nobody has to be waited for. Throws or rejects where no verdict could be reached, and so
   * nothing must be let through.
   */
  answer(request: RequestHead, origin: RequestOrigin): Answer | OnceRecorded<Answer> | Promise<Answer> {
    let asked: Asked;
    try {
      asked = this.readAsked(request);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return textAnswer(400, NO_STORE, error.message);
    }
    const { requirement, organizationId } = asked;
    const presented = { credentials: credentialsOf(request), address: origin.address, requirement };
    const verified = this.verification.forward(presented, organizationId, origin, OPERATION);
    if (verified instanceof Promise) return verified.then((verification) => this.told(verification));
    if (!(verified instanceof OnceRecorded)) return this.told(verified);
    return new OnceRecorded(this.told(verified.known), verified.recorded);
  }

  private told(verified: Verification): Answer {
    switch (verified.kind) {
      case 'anonymous':
        return refusalOf(CREDENTIALS_MISSING);
      case 'refused':
        return refusalOf(refusalAnswer(verified.reason));
      case 'insufficient':
        return refused({
          status: 403,
          body: `This needs ${describeRequirement(verified.requirement)}, which the token does not hold.`,
          challenge: challenge({ error: 'insufficient_scope', scope: verified.requirement.permission }),
        });
      case 'accepted':
        return this.identity(verified.token);
    }
  }

  private identity(token: AcceptedToken): Answer {
    const known = this.identities.get(token);
    if (known !== undefined) return known;
    const identity = {
      status: 200,
      headers: [...NO_STORE, 'x-content-type-options', 'nosniff', ...identityHeaders(token)],
      body: '',
    };
    this.identities.set(token, identity);
    return identity;
  }

  /**
   * From the address that the proxy is set up with; or from headers, where Envoy makes the address by
   * appending that of the bearer's request: its query is the bearer's to choose and is not looked at. The
   * headers are the proxy's, which is set up to let no others through.
   *
   * @throws DomainError BAD_USER_INPUT.
   */
  private readAsked(request: RequestHead): Asked {
    // As it came: what a router makes of it is not always where the bearer's part begins.
    const { url = '' } = request;
    const known = this.asked.get(url);
    if (known !== undefined) return known;
    const [path = ''] = url.split('?', 1);
    if (path !== AUTHORIZE_PATH) return askedInHeaders(path, request);
    const own = ownText(url);
    const asked = askedIn(parse(own.slice(path.length + 1)));
    if (own.length <= GREATEST_KEPT) this.asked.set(own, asked);
    return asked;
  }
}

/** There are few, and whoever guesses at tokens gets one after the other. */
const refusals = new Map<RefusalAnswer, Answer>();

function refusalOf(told: RefusalAnswer): Answer {
  let answer = refusals.get(told);
  if (answer === undefined) refusals.set(told, (answer = refused(told)));
  return answer;
}

function refused({ status, body, challenge }: RefusalAnswer): Answer {
  return textAnswer(
    status,
    challenge === null ? NO_STORE : [...NO_STORE, 'www-authenticate', challenge],
    body,
  );
}

/** Of two headers the service behind the proxy might believe the other one. */
function credentialsOf({ rawHeaders, headers }: RequestHead): Credentials {
  return timesNamed(rawHeaders, 'authorization') > 1
    ? { kind: 'unreadable', reason: 'malformedHeader' }
    : readCredentials(headers.authorization);
}

/** Node's own lists of what came several times cost a good part of an answer. */
function timesNamed(rawHeaders: readonly string[], name: string): number {
  let times = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const header = rawHeaders[i] ?? '';
    if (header.length === name.length && header.toLowerCase() === name) times += 1;
  }
  return times;
}

function askedInHeaders(path: string, { headersDistinct }: RequestHead): Asked {
  if (!path.startsWith(`${AUTHORIZE_PATH}/`)) throw badInput(`There is nothing here but ${AUTHORIZE_PATH}.`);
  const headers = Object.entries(headersDistinct).filter(([name]) => name.startsWith(HEADERS));
  // A proxy that puts its question after “/authorize/” would have asked for nothing.
  if (headers.length === 0)
    throw badInput(
      `Below ${AUTHORIZE_PATH}/ the question is in headers, one at least: ${HEADERS}-permission, -view or -organization.`,
    );
  return askedIn(
    Object.fromEntries(
      headers.map(([name, values = []]) => [
        name.replace(`${HEADERS}-`, ''),
        values.length === 1 ? values[0] : values,
      ]),
    ),
  );
}

/** What is not known, repeated or empty, such as a slip or a variable that is not set, is no easier question. */
function askedIn(given: Readonly<Record<string, unknown>>): Asked {
  for (const name of Object.keys(given)) {
    if (!PARAMETERS.includes(name)) throw badInput(`There is no parameter “${name}”.`);
    if (parameterOf(given, name) === null) throw badInput(`${name} is empty: leave it out or fill it in.`);
  }
  return {
    requirement: requirementOf(parameterOf(given, 'permission'), parameterOf(given, 'view')),
    organizationId: parameterOf(given, 'organization'),
  };
}

/** Names are percent-encoded, since a header takes little more than ASCII. */
function identityHeaders({ principal, loaded }: AcceptedToken): string[] {
  const { id, name, kind, organizationId } = loaded.row;
  const headers = {
    'x-tollgate-token-id': id,
    'x-tollgate-token-name': encodeURIComponent(name),
    'x-tollgate-token-domain': kind,
    'x-tollgate-organization-id': organizationId,
    ...(principal.kind === 'user'
      ? {
          'x-tollgate-user-id': principal.userId,
          'x-tollgate-user-name': encodeURIComponent(principal.username),
        }
      : {}),
  };
  return Object.entries(headers).flat();
}
