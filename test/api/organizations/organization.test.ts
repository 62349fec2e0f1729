/** organization: the caller's own, as far as the caller may know it. */
import { TestServer } from '../../support/server';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

test('it is there from the first start on, and the audit log says so', async () => {
  const started = server.clock.now();
  const { organization } = await server.root.ask(
    '{ organization { id cid name description createdAt deletedAt externalPermissions } }',
  );
  expect(organization).toEqual({
    id: expect.stringMatching(/^[0-9A-Za-z]{32}$/),
    cid: null,
    name: 'Default organization',
    description: null,
    createdAt: started,
    deletedAt: null,
    externalPermissions: false,
  });
  expect(server.audit({ type: 'organization.create' })).toEqual([
    expect.objectContaining({
      actorType: 'system',
      targetType: 'organization',
      targetId: organization.id,
      details: { organizationId: organization.id, organizationName: 'Default organization' },
    }),
  ]);
});

test('every credential belongs to it and may know its name', async () => {
  const repository = await server.seed.repository();
  const { organization: own } = await server.root.ask('{ organization { id name } }');
  for (const { client } of [
    await server.seed.organizationToken('ViewUsage'),
    await server.seed.systemToken('ReadHealthCheck'),
    await server.seed.viewToken('ReadAccess', repository),
    await server.seed.personalTokenOf(await server.seed.user()),
  ]) {
    expect(await client.ask('{ organization { id name } }')).toEqual({ organization: own });
  }
});

test('without credentials there is none to be asked for', async () => {
  const answer = await server.anonymous.send('{ organization { name } }');
  expect(answer).toMatchObject({
    status: 401,
    text: 'The resource requires authentication, which was not supplied with the request',
  });
});

test('its users find it in their account', async () => {
  const { viewer } = await server.root.ask('{ viewer { currentOrganization { id name } } }');
  const { organization } = await server.root.ask('{ organization { id name } }');
  expect(viewer.currentOrganization).toEqual(organization);
});

test('its policies are for users, for who may change them, and for who manages tokens', async () => {
  const CONFIGS = '{ organization { name configs { tokens { personalUserTokensEnabled } } } }';
  for (const { client } of [
    await server.seed.organizationToken('ChangeSecurityPolicies'),
    await server.seed.organizationToken('ChangeOrganizationPermissions'),
    await server.seed.personalTokenOf(await server.seed.user()),
  ]) {
    const { organization } = await client.ask(CONFIGS);
    expect(organization.configs.tokens).toEqual({ personalUserTokensEnabled: true });
  }

  const other = await server.seed.organizationToken('ManageUsers');
  const answer = await other.client.send(CONFIGS);
  expect(answer.code).toBe('FORBIDDEN');
  expect(answer.data).toEqual({ organization: { name: 'Default organization', configs: { tokens: null } } });
});
