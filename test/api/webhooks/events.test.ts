/** Every change that webhooks are told of, with what happened to which token and by whom; and nothing that did not happen. */
import { DAY, HOUR } from '../../support/clock';
import { Seed, type SeededToken } from '../../support/seed';
import { TestServer } from '../../support/server';
import { TO_RECEIVERS, WebhookReceiver } from '../../support/webhook-receiver';
import { created, deliveriesOf, EVERYTHING, remove, sendTest, update } from './operations';

let receiver: WebhookReceiver;
let server: TestServer;
beforeEach(async () => {
  receiver = await WebhookReceiver.start();
  server = await TestServer.start(TO_RECEIVERS);
});
afterEach(async () => {
  await server.stop();
  await receiver.stop();
});

/** What has come, once everything has. */
async function told(): Promise<any[]> {
  await server.deliverWebhooks();
  return receiver.received.splice(0).map(({ message }) => message);
}

const by = (client: SeededToken) => ({
  type: 'organizationPermissionToken',
  userId: null,
  userName: null,
  tokenId: client.id,
  tokenName: client.metadata.name,
});
const SYSTEM = { type: 'system', userId: null, userName: null, tokenId: null, tokenName: null };

test('a token’s life, from its creation to its end', async () => {
  await created(server.root, receiver);
  const repository = await server.seed.repository();
  const manager = await server.seed.organizationToken([
    'ChangeOrganizationPermissions',
    'ChangeAllViewOrRepositoryPermissions',
  ]);
  await told();

  const token = await server.seed.viewToken('ReadAccess', repository, { name: 'ci' });
  const { viewer, organization } = await server.root.ask(
    '{ viewer { id token { id } } organization { id } }',
  );
  const data = {
    organizationId: organization.id,
    tokenId: token.id,
    tokenName: 'ci',
    tokenKind: 'view',
    userId: null,
    viewIds: [repository.id],
    expireAt: null,
    previousTokenId: null,
    overlapUntil: null,
    endReason: null,
    actor: {
      type: 'personalUserToken',
      userId: viewer.id,
      userName: 'root',
      tokenId: viewer.token.id,
      tokenName: null,
    },
  };
  const timestamp = new Date(server.clock.now()).toISOString();
  expect(await told()).toEqual([{ type: 'token.created', timestamp, data }]);

  const { rotateToken } = await server.root.ask(
    'mutation ($id: String!) { rotateToken(input: { id: $id }) }',
    { id: token.id },
  );
  const [newId, secret] = (rotateToken as string).split('~');
  const [reset] = await told();
  expect(reset).toEqual({
    type: 'token.reset',
    timestamp,
    data: { ...data, tokenId: newId, previousTokenId: token.id },
  });
  expect(JSON.stringify(reset)).not.toContain(secret);

  await manager.client.ask('mutation ($id: String!) { deleteToken(input: { id: $id }) }', { id: newId });
  expect(await told()).toEqual([
    {
      type: 'token.revoked',
      timestamp,
      data: { ...data, tokenId: newId, endReason: 'revoked', actor: by(manager) },
    },
  ]);
});

test('tokens that a policy ends, in the transaction of its change', async () => {
  await created(server.root, receiver);
  const tokens = [
    await server.seed.organizationToken('ManageUsers'),
    await server.seed.organizationToken('ManageUsers'),
  ];
  server.clock.advance(2 * HOUR);
  const old = await server.seed.viewToken('ReadAccess', await server.seed.repository());
  server.clock.advance(2 * HOUR);
  await told();
  await server.seed.policies({
    organizationPermissionTokensEnabled: false,
    viewPermissionTokensEnforceExpirationAfterMs: HOUR,
  });
  const ends = (await told()).map(({ type, data }) => [type, data.tokenId, data.endReason]);
  expect(ends.sort()).toEqual(
    [
      ...tokens.map(({ id }) => ['token.revoked', id, 'kindDisabled']),
      ['token.revoked', old.id, 'lifetimeShortened'],
    ].sort(),
  );
});

test('the personal token of a removed user, and one that another took the place of', async () => {
  await created(server.root, receiver);
  const user = await server.seed.user();
  const personal = await server.seed.personalTokenOf(user);
  await told();
  const { createPersonalUserToken } = await personal.client.ask(
    'mutation { createPersonalUserToken(input: {}) }',
  );
  const secondId = (createPersonalUserToken as string).split('~')[0];
  const messages = (await told()).map(({ type, data }) => [type, data.tokenId, data.userId, data.endReason]);
  expect(messages.sort()).toEqual([
    ['token.created', secondId, user.id, null],
    ['token.revoked', personal.id, user.id, 'replaced'],
  ]);
  await server.root.ask(
    'mutation ($id: String!) { removeUserById(input: { id: $id }) { user { id } } }',
    user as never,
  );
  expect((await told()).map(({ type, data }) => [type, data.tokenId, data.endReason])).toEqual([
    ['token.revoked', secondId, 'userRemoved'],
  ]);
});

test('tokens that have expired', async () => {
  await created(server.root, receiver);
  const expireAt = server.clock.now() + HOUR;
  const token = await server.seed.organizationToken('ManageUsers', { expireAt });
  await told();
  server.clock.advance(HOUR);
  await server.sweepExpiredTokens();
  expect(await told()).toEqual([
    expect.objectContaining({
      type: 'token.expired',
      timestamp: new Date(expireAt).toISOString(),
      data: expect.objectContaining({ tokenId: token.id, expireAt, endReason: 'expired', actor: SYSTEM }),
    }),
  ]);
});

test('a webhook is told of what it asked for, and of nothing while it is disabled or once it is deleted', async () => {
  const { id } = await created(server.root, receiver, { events: ['TokenRevoked'] });
  const revoked = async (): Promise<string> => {
    const token = await server.seed.organizationToken('ManageUsers');
    await server.root.ask('mutation ($id: String!) { deleteToken(input: { id: $id }) }', { id: token.id });
    return token.id;
  };
  const first = await revoked();
  expect((await told()).map(({ type, data }) => [type, data.tokenId])).toEqual([['token.revoked', first]]);
  await update(server.root, { id, enabled: false });
  await revoked();
  await update(server.root, { id, enabled: true });
  expect(await told()).toEqual([]);
  const second = await revoked();
  expect((await told()).map(({ data }) => data.tokenId)).toEqual([second]);
  await remove(server.root, id);
  await revoked();
  expect(await told()).toEqual([]);
});

test('what was refused, and what changes nothing about whether a token works, is told to nobody', async () => {
  const { id } = await created(server.root, receiver);
  await server.seed.policies({ organizationPermissionTokensAllowPermissionUpdates: true });
  const token = await server.seed.organizationToken('ManageUsers');
  await told();
  expect(await token.client.send('mutation { createPersonalUserToken(input: {}) }')).toMatchObject({
    code: 'FORBIDDEN',
  });
  await server.root.ask(
    'mutation ($id: String!) { updateOrganizationPermissionsTokenPermissions(input: { id: $id, permissions: [ViewUsage] }) }',
    { id: token.id },
  );
  await server.seed.user();
  expect(await told()).toEqual([]);
  expect(await deliveriesOf(server.root, id)).toHaveLength(1);
});

test('each organization’s webhooks are told of its own tokens, and who acts from another is not named', async () => {
  const other = await server.root.ask(
    'mutation { createEmptyOrganization(name: "other", organizationId: "other") { id } }',
  );
  expect(other.createEmptyOrganization.id).toBe('other');
  const owner = await server.root.ask(
    'mutation { addOrganizationOwner(input: { organizationId: "other", username: "owner" }) { token } }',
  );
  const there = server.anonymous.as(owner.addOrganizationOwner.token);
  const elsewhere = await WebhookReceiver.start();
  try {
    await created(server.root, receiver);
    await created(there, elsewhere);
    const { id } = await new Seed(there).organizationToken('ManageUsers');
    const late = await server.root.ask(
      'mutation { addOrganizationOwner(input: { organizationId: "other", username: "late" }) { token } }',
    );
    expect(await told()).toEqual([]);
    const isOwn = (data: any) => data.tokenId === id;
    const messages = elsewhere.received.map(({ message }) => message.data);
    expect([...messages.filter(isOwn), ...messages.filter((data) => !isOwn(data))]).toEqual([
      expect.objectContaining({ organizationId: 'other', tokenId: id }),
      expect.objectContaining({
        organizationId: 'other',
        tokenId: late.addOrganizationOwner.token.split('~')[0],
        actor: { type: 'personalUserToken', userId: null, userName: null, tokenId: null, tokenName: null },
      }),
    ]);

    elsewhere.received.length = 0;
    const expireAt = server.clock.now() + HOUR;
    await new Seed(there).organizationToken('ManageUsers', { expireAt });
    await told();
    expect(elsewhere.received).toHaveLength(1);
    await server.root.ask('mutation { removeOrganization(organizationId: "other") }');
    server.clock.advance(HOUR);
    expect(await server.sweepExpiredTokens()).toBe(1);
    await told();
    expect(elsewhere.received).toHaveLength(1);
  } finally {
    await elsewhere.stop();
  }
});

describe('a token that expires soon', () => {
  const announced = async (): Promise<any[]> => {
    await server.announceExpiringTokens();
    return (await told()).filter(({ type }) => type === 'token.expiring').map(({ data }) => data);
  };
  const entries = (id: string) => server.audit({ type: 'hashedtokens.expiring', targetId: id });
  beforeEach(() => created(server.root, receiver, { events: EVERYTHING }));

  test('is announced once, seven days before it expires, with an entry in the audit log', async () => {
    const expireAt = server.clock.now() + 8 * DAY;
    const token = await server.seed.organizationToken('ManageUsers', { expireAt, name: 'soon' });
    server.clock.advance(DAY - 1);
    expect(await announced()).toEqual([]);
    server.clock.advance(1);
    expect(await announced()).toEqual([
      expect.objectContaining({
        tokenId: token.id,
        tokenName: 'soon',
        expireAt,
        endReason: null,
        actor: SYSTEM,
      }),
    ]);
    server.clock.advance(DAY);
    expect(await announced()).toEqual([]);
    expect(entries(token.id)).toEqual([
      expect.objectContaining({
        actorType: 'system',
        details: { tokenId: token.id, tokenName: 'soon', tokenKind: 'organization', expireAt },
      }),
    ]);
  });

  test('is announced as long before as the setting says', async () => {
    await server.restart({ TOLLGATE_EXPIRING_SOON_DAYS: '2' });
    const expireAt = server.clock.now() + 3 * DAY;
    await server.seed.organizationToken('ManageUsers', { expireAt });
    expect(await announced()).toEqual([]);
    server.clock.advance(DAY);
    expect(await announced()).toHaveLength(1);
  });

  test('is announced at once where it is made with so short a life, or a policy shortens it', async () => {
    const short = await server.seed.organizationToken('ManageUsers', {
      expireAt: server.clock.now() + HOUR,
    });
    const long = await server.seed.viewToken('ReadAccess', await server.seed.repository());
    expect((await announced()).map(({ tokenId }) => tokenId)).toEqual([short.id]);
    await server.seed.policies({ viewPermissionTokensEnforceExpirationAfterMs: 5 * DAY });
    expect(await announced()).toEqual([
      expect.objectContaining({ tokenId: long.id, expireAt: server.clock.now() + 5 * DAY }),
    ]);
    await server.seed.policies({ viewPermissionTokensEnforceExpirationAfterMs: 4 * DAY });
    expect(await announced()).toEqual([]);
  });

  test('is not announced anew when it is reset, as often as that may be', async () => {
    const expireAt = server.clock.now() + 8 * DAY;
    const reset = async (id: string): Promise<string> => {
      const query = 'mutation ($id: String!) { rotateToken(input: { id: $id }) }';
      return ((await server.root.ask(query, { id })).rotateToken as string).split('~')[0]!;
    };
    const early = await reset((await server.seed.organizationToken('ManageUsers', { expireAt })).id);
    server.clock.advance(2 * DAY);
    expect((await announced()).map(({ tokenId }) => tokenId)).toEqual([early]);
    const late = await reset(await reset(early));
    expect(await announced()).toEqual([]);
    expect(entries(late)).toEqual([]);
  });

  test('is not announced once it has ended or expired', async () => {
    const expireAt = server.clock.now() + 8 * DAY;
    const ended = await server.seed.organizationToken('ManageUsers', { expireAt });
    await server.seed.organizationToken('ManageUsers', { expireAt });
    await server.root.ask('mutation ($id: String!) { deleteToken(input: { id: $id }) }', { id: ended.id });
    server.clock.advance(8 * DAY);
    expect(await announced()).toEqual([]);
  });

  test('is announced by the hundreds', async () => {
    const expireAt = server.clock.now() + DAY;
    const { id } = await server.seed.organizationToken('ManageUsers', { expireAt });
    const columns = server.database.columns('token').filter((column) => column !== 'id');
    const list = columns.map((column) => `"${column}"`).join(', ');
    for (let i = 0; i < 250; i++)
      server.database.run(
        `INSERT INTO token (id, ${list}) SELECT ?, ${list} FROM token WHERE id = ?`,
        `copy-${i}`,
        id,
      );
    await server.announceExpiringTokens();
    expect(await server.announceExpiringTokens()).toBe(0);
    const announcements = server.audit({ type: 'hashedtokens.expiring' });
    expect(announcements).toHaveLength(251);
    expect(new Set(announcements.map(({ targetId }) => targetId)).size).toBe(251);
  });
});

test('a test event comes with the id of its delivery, and tells of no token', async () => {
  const { id } = await created(server.root, receiver, { events: ['TokenExpired'] });
  const { data } = await sendTest(server.root, id);
  await server.deliverWebhooks();
  const [received] = receiver.received;
  expect(received!.headers['webhook-id']).toBe(data.sendTestWebhookEvent.id);
  expect(received!.body).toBe(data.sendTestWebhookEvent.body);
  expect(received!.message).toMatchObject({
    type: 'webhook.test',
    data: { webhookId: id, actor: { userName: 'root' } },
  });
});
