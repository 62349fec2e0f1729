/** oidc-provider with its in-memory adapter, one confidential client and an opaque access token issued to it. */
import { Provider } from 'oidc-provider';

const CLIENT = { id: 'bench', secret: 'a-secret-of-the-bench' };

const provider = new Provider('http://127.0.0.1', {
  clients: [
    {
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
  ],
  scopes: ['usage'],
  features: {
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    devInteractions: { enabled: false },
  },
  ttl: { ClientCredentials: 24 * 3_600 },
});

const server = provider.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const authorization = `Basic ${Buffer.from(`${CLIENT.id}:${CLIENT.secret}`).toString('base64')}`;
  const tokens = [];
  for (let i = 0; i < 200; i++) {
    const response = await fetch(`http://127.0.0.1:${port}/token`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials&scope=usage',
    });
    const { access_token: token } = await response.json();
    if (token === undefined || token.includes('.')) throw new Error('The token is not an opaque one.');
    tokens.push(token);
  }
  process.send({ ready: { port, authorization, tokens } });
});
