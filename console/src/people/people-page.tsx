/** Users, groups and roles. */
import type { ReactNode } from 'react';
import { Page } from '../shell/page';

export function PeoplePage(): ReactNode {
  return <Page title="People and roles">{null}</Page>;
}
