import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { flowQuery, meQuery } from '@/api';
import { itemPath } from '@/lib/paths';
import { DESTINATIONS, isHere, modelsOf, placeOf } from './destinations';
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
      <ModelsDestination projectKey={projectKey} isHere={['models', 'saved-models'].includes(placeOf(pathname))} />
    </>
  );
}

/** Shown once a network or a saved model exists: one leads straight to its page, several open a menu. */
function ModelsDestination({ projectKey, isHere: here }: { projectKey: string; isHere: boolean }) {
  const { data: flow } = useQuery(flowQuery(projectKey));
  const models = modelsOf(flow?.items ?? []);
  const only = models[0];
  if (only === undefined) return null;
  if (models.length === 1) {
    return (
      <Link
        {...itemPath(projectKey, only)}
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
        {models.map((model) => (
          <Menu.Item key={model.id} renderRoot={(props: Record<string, unknown>) => <Link {...itemPath(projectKey, model)} {...props} />}>
            {model.name}
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
