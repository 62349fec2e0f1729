/** Mantine's theme, and the little that the console has otherwise. Colours keep the contrast of WCAG 2.2 AA. */
import { Alert, Badge, createTheme, Drawer, Modal, NavLink, Table, Tooltip } from '@mantine/core';

const DIALOG = {
  closeButtonProps: { 'aria-label': 'Close' },
  // A dialog's head is no banner of the page.
  attributes: { header: { role: 'presentation' } },
};

export const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: { light: 9, dark: 9 },
  autoContrast: true,
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Alert: Alert.extend({ classNames: { title: 'alert-title' } }),
    Badge: Badge.extend({
      defaultProps: { variant: 'outline', tt: 'none', miw: 'fit-content' },
      classNames: { root: 'badge' },
    }),
    Drawer: Drawer.extend({ defaultProps: DIALOG }),
    Modal: Modal.extend({ defaultProps: { centered: true, ...DIALOG } }),
    NavLink: NavLink.extend({ styles: { root: { borderRadius: 'var(--mantine-radius-md)' } } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 'xs', highlightOnHover: true } }),
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 200 } }),
  },
});
