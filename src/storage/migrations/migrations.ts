/** Every migration, in the order in which they are made: the same on each database. */
import { InitialSchema1764000000000 } from './1764000000000-initial-schema';
import { PeopleAndSettings1764100000000 } from './1764100000000-people-and-settings';
import { SeveralServers1764200000000 } from './1764200000000-several-servers';
import { ResetOverlap1764300000000 } from './1764300000000-reset-overlap';
import { TokenStates1764600000000 } from './1764600000000-token-states';
import { Webhooks1764700000000 } from './1764700000000-webhooks';
import { TokenCounts1764900000000 } from './1764900000000-token-counts';
import { NarrowerIndices1765000000000 } from './1765000000000-narrower-indices';
import { ListedInMoreWays1765100000000 } from './1765100000000-listed-in-more-ways';
import { TokenUsage1765300000000 } from './1765300000000-token-usage';
import { UsesInBlocks1765400000000 } from './1765400000000-uses-in-blocks';
import { BlocksInFewerIndices1765500000000 } from './1765500000000-blocks-in-fewer-indices';

export const MIGRATIONS = [
  InitialSchema1764000000000,
  PeopleAndSettings1764100000000,
  SeveralServers1764200000000,
  ResetOverlap1764300000000,
  TokenStates1764600000000,
  Webhooks1764700000000,
  TokenCounts1764900000000,
  NarrowerIndices1765000000000,
  ListedInMoreWays1765100000000,
  TokenUsage1765300000000,
  UsesInBlocks1765400000000,
  BlocksInFewerIndices1765500000000,
];
export const MIGRATIONS_TABLE = 'migration';
