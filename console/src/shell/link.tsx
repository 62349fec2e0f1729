/** A link to another page of the console, in a form that Mantine’s components can take on: `component={Link}`. */
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Link as RoutedLink } from 'wouter';

export interface LinkProps extends Omit<ComponentPropsWithRef<'a'>, 'href'> {
  readonly href: string;
}

export function Link({ href, ...rest }: LinkProps): ReactNode {
  return <RoutedLink href={href} {...rest} />;
}
