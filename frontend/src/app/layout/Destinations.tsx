import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { flowQuery, meQuery } from '@/api';
import { DESTINATIONS, isHere, modelFolders, placeOf } from './destinations';
import classes from './Shell.module.css';

export function Destinations({ projectKey, pathname }: { projectKey: string; pathname: string }) {
  return (
    <>
      {DESTINATIONS.map((destination) => (
        <Link
          key={destination.to}
          to={destination.to}
          params={{ key: projectKey }}
          className={classes.destination}
          data-here={isHere(destination, pathname)}
          aria-current={isHere(destination, pathname) ? 'page' : undefined}
        >
          {destination.label}
        </Link>
      ))}
      <ModelsDestination projectKey={projectKey} isHere={placeOf(pathname) === 'models'} />
    </>
  );
}

/** Shown once a network exists: one leads straight to its page, several open a menu. */
function ModelsDestination({ projectKey, isHere: here }: { projectKey: string; isHere: boolean }) {
  const { data: flow } = useQuery(flowQuery(projectKey));
  const folders = modelFolders(flow?.items ?? []);
  const only = folders[0];
  if (only === undefined) return null;
  if (folders.length === 1) {
    return (
      <Link
        to="/projects/$key/models/$folderId"
        params={{ key: projectKey, folderId: only.id }}
        className={classes.destination}
        data-here={here}
        aria-current={here ? 'page' : undefined}
      >
        Models
      </Link>
    );
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes.destination} data-here={here}>
          Models <IconChevronDown size={14} stroke={1.5} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {folders.map((folder) => (
          <Menu.Item
            key={folder.id}
            renderRoot={(props: Record<string, unknown>) => (
              <Link to="/projects/$key/models/$folderId" params={{ key: projectKey, folderId: folder.id }} {...props} />
            )}
          >
            {folder.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function HomeDestinations({ pathname }: { pathname: string }) {
  const { data: me } = useQuery(meQuery());
  const places = [
    { label: 'Projects', to: '/' as const },
    { label: 'Account', to: '/settings' as const },
    ...(me?.is_admin === true ? [{ label: 'Administration', to: '/admin' as const }] : []),
  ];
  return places.map((place) => (
    <Link
      key={place.to}
      to={place.to}
      className={classes.destination}
      data-here={pathname === place.to}
      aria-current={pathname === place.to ? 'page' : undefined}
    >
      {place.label}
    </Link>
  ));
}
