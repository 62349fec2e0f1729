/** One IP filter, or a new one. */
import { Alert, Code } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useParams } from 'wouter';
import { ApiError } from '../api/api-error';
import { IpFiltersDocument, IpFilterViewerDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import { LinesLoading } from '../feedback/loading';
import { Page } from '../shell/page';
import { IpFilterForm } from './ip-filter-form';

const ABOVE = [{ title: 'IP filters', to: '/ip-filters' }];
const UNKNOWN = new ApiError('NOT_FOUND', 'There is no such IP filter: it may have been deleted.', null);

export function IpFilterPage(): ReactNode {
  const { id } = useParams<{ id: string }>();
  const filters = useAsked(IpFiltersDocument, {});
  const viewer = useAsked(IpFilterViewerDocument, {});
  const [done, setDone] = useState<string | null>(null);
  const isNew = id === 'new';
  const filter = isNew ? null : filters.data?.ipFilters.find((each) => each.id === id);
  const error = filters.error ?? viewer.error;
  const isKnown = filters.data !== undefined && viewer.data !== undefined;
  return (
    <Page title={isNew ? 'New IP filter' : (filter?.name ?? 'IP filter')} above={ABOVE}>
      <div role="status">{done !== null && <Alert color="teal">{done}</Alert>}</div>
      {error !== null ? (
        <Failure
          error={error}
          retry={() => {
            void filters.refetch();
            void viewer.refetch();
          }}
        />
      ) : !isKnown ? (
        <LinesLoading />
      ) : filter === undefined ? (
        <Failure error={UNKNOWN} />
      ) : (
        <>
          {!viewer.data.viewerPermissions.organizationPermissions.includes('ChangeIPFilters') && (
            <Alert color="yellow" title="You can look and try, and not change">
              Changing IP filters takes the permission “Manage IP filters” (<Code>ChangeIPFilters</Code>). Who
              manages users and roles can give it.
            </Alert>
          )}
          <IpFilterForm key={id} filter={filter} viewer={viewer.data} onDone={setDone} />
        </>
      )}
    </Page>
  );
}
