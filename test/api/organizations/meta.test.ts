/** meta: what anyone may know of the installation, with or without credentials. */
import { TestServer } from '../../support/server';

const META =
  '{ meta { version clusterId environment externalPermissions isClusterBeingUpdated personalUserTokensEnabled } }';

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(async () => server.stop());

test('it is answered to anyone', async () => {
  const { meta } = await server.anonymous.ask(META);
  expect(meta).toEqual({
    version: expect.stringMatching(/^1\.\d+\.\d+--build-\d+--sha-[0-9a-f]+$/),
    clusterId: expect.stringMatching(/^\w+$/),
    environment: 'ON_PREM',
    externalPermissions: false,
    isClusterBeingUpdated: false,
    personalUserTokensEnabled: true,
  });
});

test('its id of the installation is no organization’s', async () => {
  const { organization } = await server.root.ask('{ organization { id } }');
  const { meta } = await server.root.ask(META);
  expect(meta.clusterId).not.toContain(organization.id);
});

test('it is the same with credentials of any kind', async () => {
  const { meta } = await server.anonymous.ask(META);
  const repository = await server.seed.repository();
  for (const { client } of [
    await server.seed.organizationToken('ViewUsage'),
    await server.seed.systemToken('ReadHealthCheck'),
    await server.seed.viewToken('ReadAccess', repository),
    await server.seed.personalTokenOf(await server.seed.user()),
  ]) {
    expect(await client.ask(META)).toEqual({ meta });
  }
});

test('the page from which LogScale’s clients ask makes no difference', async () => {
  const { meta } = await server.anonymous.ask('{ meta(url: "https://logscale.example/page") { version } }');
  expect(meta).toEqual((await server.anonymous.ask('{ meta { version } }')).meta);
});

test('it says whether users may have personal tokens, from the moment the policy changes', async () => {
  // Disabling them ends root's own, so the policy is changed with a token of another kind.
  const policies = await server.seed.organizationToken('ChangeSecurityPolicies');
  const setEnabled = (personalUserTokensEnabled: boolean) =>
    policies.client.ask(
      'mutation ($input: TokenSecurityPoliciesInput!) { updateTokenSecurityPolicies(input: $input) { id } }',
      {
        input: {
          personalUserTokensEnabled,
          viewPermissionTokensEnabled: true,
          viewPermissionTokensAllowPermissionUpdates: false,
          organizationPermissionTokensEnabled: true,
          organizationPermissionTokensAllowPermissionUpdates: false,
        },
      },
    );
  const enabled = async () =>
    (await server.anonymous.ask('{ meta { personalUserTokensEnabled } }')).meta.personalUserTokensEnabled;

  await setEnabled(false);
  expect(await enabled()).toBe(false);
  await setEnabled(true);
  expect(await enabled()).toBe(true);
});

test('being asked without credentials leaves nothing in the audit log', async () => {
  const before = server.audit().length;
  await server.anonymous.ask(META);
  expect(server.audit()).toHaveLength(before);
});
