/** From where a token was used and refused, and a way to ask whether an address would be let in now. */
import { Anchor, Button, Group, Table, Text, VisuallyHidden } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { TokenPageAddressesDocument } from '../api/operations';
import { useAsked } from '../api/use-asked';
import { Failure } from '../feedback/failure';
import { LinesLoading } from '../feedback/loading';
import { Moment } from '../time/moment';
import { EXPLANATION_HEADING } from './explanation-question';
import { Section } from './section';

const FIRST = 10;
/** As many as are kept. */
const ALL = 200;

export function AddressesSection({ id }: { id: string }): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const [, setParams] = useSearchParams();
  const { data, error, refetch } = useAsked(
    TokenPageAddressesDocument,
    // One more than is shown tells whether there are others.
    { id, limit: isWhole ? ALL : FIRST + 1 },
    { keepsPrevious: true },
  );
  const found = data?.tokens.results.find((each) => each.id === id)?.usedAddresses;
  const shown = isWhole ? found : found?.slice(0, FIRST);

  function test(address: string): void {
    setParams((before) => {
      const next = new URLSearchParams(before);
      next.set('address', address);
      next.set('asked', 'yes');
      return next;
    });
    document.getElementById(EXPLANATION_HEADING)?.focus();
  }

  return (
    <Section id="addresses" title="Addresses it came from" lead="Latest first, resets included.">
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {found === undefined && error === null && <LinesLoading rows={3} />}
      {found?.length === 0 && (
        <Text size="sm">From nowhere yet: it was neither used nor refused so far.</Text>
      )}
      {shown !== undefined && shown.length > 0 && (
        <Table.ScrollContainer minWidth={620} type="native" pos="relative">
          <Table>
            <Table.Caption p={0} m={0}>
              <VisuallyHidden>Addresses that the token was used and refused from</VisuallyHidden>
            </Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Address</Table.Th>
                <Table.Th scope="col" ta="right">
                  Used
                </Table.Th>
                <Table.Th scope="col" ta="right">
                  Refused
                </Table.Th>
                <Table.Th scope="col">First</Table.Th>
                <Table.Th scope="col">Last</Table.Th>
                <Table.Th scope="col">Test</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map(({ address, used, refused, firstAt, lastAt }) => (
                <Table.Tr key={address ?? ''}>
                  <Table.Th scope="row" fw={500}>
                    {address ?? 'Unknown'}
                  </Table.Th>
                  <Table.Td ta="right">{used.toLocaleString('en-GB')}</Table.Td>
                  <Table.Td ta="right">
                    {refused.toLocaleString('en-GB')}
                    {used === 0 && ' (only refused)'}
                  </Table.Td>
                  <Table.Td>
                    <Moment time={firstAt} />
                  </Table.Td>
                  <Table.Td>
                    <Moment time={lastAt} />
                  </Table.Td>
                  <Table.Td>
                    {address !== null && (
                      <Anchor
                        component="button"
                        type="button"
                        size="sm"
                        aria-label={`Test this address: ${address}`}
                        onClick={() => test(address)}
                      >
                        Test this address
                      </Anchor>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {!isWhole && found !== undefined && found.length > FIRST && (
        <Group>
          <Button variant="default" size="xs" onClick={() => setWhole(true)}>
            Show all addresses
          </Button>
        </Group>
      )}
    </Section>
  );
}
