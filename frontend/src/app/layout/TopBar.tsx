/** The bar on the desk: mark, project, places, palette, what runs, help and the person. */
import { ActionIcon, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconHelp, IconSearch } from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useFeedState } from '@/api';
import { useProjectKey } from '@/lib/params';
import { Mark, StateGlyph } from '@/ui';
import { Destinations, HomeDestinations } from './Destinations';
import { ProjectSwitcher } from './ProjectSwitcher';
import { RunningChip } from './RunningChip';
import classes from './Shell.module.css';
import { useShortcutsHelp } from './shortcuts';
import { UserMenu } from './UserMenu';

export function TopBar() {
  const key = useProjectKey();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const isReconnecting = useFeedState((state) => state.isReconnecting);
  const openHelp = useShortcutsHelp((state) => state.open);
  return (
    <header className={classes.bar}>
      <Link to="/" className={classes.brand} aria-label="Atelier, all projects">
        <Mark />
        <span className={key === '' ? undefined : classes.brandName}>Atelier</span>
      </Link>
      {key !== '' && <ProjectSwitcher projectKey={key} />}
      <nav className={classes.destinations} aria-label={key === '' ? 'Places' : 'Places of this project'}>
        {key === '' ? <HomeDestinations pathname={pathname} /> : <Destinations projectKey={key} pathname={pathname} />}
      </nav>
      <div className={classes.end}>
        {isReconnecting && (
          <span className={classes.offline} role="status">
            <StateGlyph state="queued" />
            <span>reconnecting</span>
          </span>
        )}
        <UnstyledButton
          className={`${classes.search ?? ''} ${classes.hidePhone ?? ''}`}
          onClick={spotlight.open}
          aria-label="Search or do"
          aria-keyshortcuts="Control+K"
        >
          <IconSearch size={16} stroke={1.5} />
          <span>Search or do</span>
          <kbd>Ctrl K</kbd>
        </UnstyledButton>
        <RunningChip />
        <ActionIcon className={classes.hidePhone} aria-label="Help and shortcuts" onClick={openHelp}>
          <IconHelp size={18} stroke={1.5} />
        </ActionIcon>
        <UserMenu />
      </div>
    </header>
  );
}
