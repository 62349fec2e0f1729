import {
  DEFAULT_TOKEN_POLICY,
  TOKEN_KINDS,
  type TokenPolicies,
} from '../../../src/security-policies/token-policy';
import { loadPolicies, savePolicies } from '../../../src/security-policies/token-policies-store';
import { TokenSecurityPolicyEntity } from '../../../src/security-policies/token-security-policies.entity';
import { OrganizationEntity } from '../../../src/organizations/organization.entity';
import { TemporaryStore } from '../../storage/temporary-store';
import { DAY } from '../../support/clock';

const DEFAULTS: TokenPolicies = {
  personal: DEFAULT_TOKEN_POLICY,
  view: DEFAULT_TOKEN_POLICY,
  organization: DEFAULT_TOKEN_POLICY,
  system: DEFAULT_TOKEN_POLICY,
};
const OURS: TokenPolicies = {
  personal: { ...DEFAULT_TOKEN_POLICY, enabled: false },
  view: { ...DEFAULT_TOKEN_POLICY, maximumLifetimeMs: 365 * DAY },
  organization: { ...DEFAULT_TOKEN_POLICY, allowPermissionUpdates: true },
  system: { ...DEFAULT_TOKEN_POLICY, maximumLifetimeMs: 1 },
};

describe('The policies of an organization', () => {
  let temporary: TemporaryStore;
  const save = (id: string, policies: TokenPolicies) =>
    temporary.store.transact((manager) => savePolicies(manager, id, policies));

  beforeEach(async () => {
    temporary = await TemporaryStore.open();
    await temporary.store.transact((manager) =>
      manager.insert(
        OrganizationEntity,
        ['one', 'other'].map((id) => ({ id, name: id, nameKey: 'x', isDefault: false, createdAt: 0 })),
      ),
    );
  });
  afterEach(() => temporary.remove());

  test('are the defaults until some are saved', async () => {
    expect(await loadPolicies(temporary.store.read, 'one')).toEqual(DEFAULTS);
  });

  test('are read as they were saved', async () => {
    await save('one', OURS);

    expect(await loadPolicies(temporary.store.read, 'one')).toEqual(OURS);
  });

  test('replace those that were saved before', async () => {
    await save('one', OURS);
    await save('one', DEFAULTS);

    expect(await loadPolicies(temporary.store.read, 'one')).toEqual(DEFAULTS);
    expect(await temporary.store.read.count(TokenSecurityPolicyEntity)).toBe(TOKEN_KINDS.length);
  });

  test('say nothing about another organization', async () => {
    await save('one', OURS);

    expect(await loadPolicies(temporary.store.read, 'other')).toEqual(DEFAULTS);
  });
});
