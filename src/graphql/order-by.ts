/** The direction of a sorted listing. */
import { registerEnumType } from 'type-graphql';

export const OrderBy = { DESC: 'DESC', ASC: 'ASC' } as const;
export type OrderBy = keyof typeof OrderBy;

registerEnumType(OrderBy, {
  name: 'OrderBy',
  description: 'The direction of a sorted listing.',
  valuesConfig: {
    DESC: { description: 'Greatest first, or Z to A.' },
    ASC: { description: 'Smallest first, or A to Z.' },
  },
});
