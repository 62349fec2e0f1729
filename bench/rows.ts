/** All rows, in the order in which they are measured and shown. */
import type { Row } from './row';
import { ceiling } from './rows/ceiling';
import { creating } from './rows/creating';
import { every } from './rows/every';
import { flood } from './rows/flood';
import { graphql } from './rows/graphql';
import { loopDelay } from './rows/loop-delay';
import { million } from './rows/million';
import { forwardAuth, introspection } from './rows/over-http';
import { processes } from './rows/processes';
import { start } from './rows/start';
import { verifyCached } from './rows/verify-cached';
import { verifyCold } from './rows/verify-cold';

export const ROWS: readonly Row[] = [
  verifyCached,
  introspection,
  forwardAuth,
  graphql,
  verifyCold,
  creating,
  million,
  every,
  processes,
  start,
  loopDelay,
  flood,
  ceiling,
];
