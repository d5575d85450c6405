/** A page under the top bar: one main column of sheets and, optionally, a right panel that becomes a drawer when narrow. */
import { ActionIcon, Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconLayoutSidebarRightExpand } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import classes from './Page.module.css';

interface PageProps {
  /** Names object and state for the window's title: "(4/10) retrain - Cartoon characters". */
  documentTitle: string;
  children: ReactNode;
  panel?: ReactNode;
  /** Accessible name of the right panel. */
  panelLabel?: string;
  /** Whether the panel's drawer is open in narrow windows; leave out to let the panel decide by its handle alone. */
  isPanelOpen?: boolean;
  onPanelOpen?: (isOpen: boolean) => void;
  /** The panel has a heading and a way to close it of its own; its drawer adds none. */
  hasPanelHead?: boolean;
  /** Let the page scroll as a whole (home, settings) instead of its sheets. */
  isScrolling?: boolean;
}

export function Page(props: PageProps) {
  const { documentTitle, children, panel, panelLabel = 'Details', isPanelOpen, onPanelOpen, hasPanelHead = false, isScrolling = false } = props;
  useDocumentTitle(documentTitle);
  return (
    <div className={isScrolling ? `${classes.page ?? ''} ${classes.scrolling ?? ''}` : classes.page}>
      <div className={classes.main}>{children}</div>
      {panel !== undefined && (
        <RightPanel label={panelLabel} isOpen={isPanelOpen} onOpen={onPanelOpen} hasHead={hasPanelHead}>
          {panel}
        </RightPanel>
      )}
    </div>
  );
}

export function useDocumentTitle(title: string) {
  useEffect(() => {
    document.title = title === 'Atelier' ? title : `${title} - Atelier`;
  }, [title]);
}

interface RightPanelProps {
  children: ReactNode;
  label: string;
  isOpen?: boolean | undefined;
  onOpen?: ((isOpen: boolean) => void) | undefined;
  hasHead?: boolean;
}

export function RightPanel({ children, label, isOpen, onOpen, hasHead = false }: RightPanelProps) {
  const isNarrow = useMediaQuery('(max-width: 1023px)', undefined, { getInitialValueInEffect: false });
  const [opened, handlers] = useDisclosure(false);
  if (!isNarrow) {
    return (
      <aside className={classes.panel} aria-label={label}>
        {!hasHead && <h2 className="visually-hidden">{label}</h2>}
        {children}
      </aside>
    );
  }
  const isShown = isOpen ?? opened;
  const show = () => (onOpen ? onOpen(true) : handlers.open());
  const hide = () => (onOpen ? onOpen(false) : handlers.close());
  return (
    <>
      {!isShown && (
        <ActionIcon className={classes.handle} variant="default" aria-label={`Show ${label.toLowerCase()}`} onClick={show}>
          <IconLayoutSidebarRightExpand size={18} stroke={1.5} />
        </ActionIcon>
      )}
      {hasHead ? (
        <Drawer.Root opened={isShown} onClose={hide} position="right" size={340} classNames={{ content: classes.drawer ?? '', body: classes.drawerBody ?? '' }}>
          <Drawer.Overlay />
          <Drawer.Content aria-label={label}>
            <Drawer.Body>{children}</Drawer.Body>
          </Drawer.Content>
        </Drawer.Root>
      ) : (
      <Drawer opened={isShown} onClose={hide} position="right" size={340} title={label} classNames={{ content: classes.drawer, body: classes.drawerBody }}>
        {children}
      </Drawer>
      )}
    </>
  );
}
