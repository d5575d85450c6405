import { Menu, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconDeviceDesktop, IconHelp, IconLogout, IconMoon, IconSearch, IconSettings, IconSun, IconUsers } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api, meQuery, take } from '@/api';
import { Avatar, sayError } from '@/ui';
import { useShortcutsHelp } from './shortcuts';

const ICON = { size: 16, stroke: 1.5 } as const;

const SCHEMES: readonly { value: MantineColorScheme; label: string; icon: ReactNode }[] = [
  { value: 'auto', label: 'As the system', icon: <IconDeviceDesktop {...ICON} /> },
  { value: 'light', label: 'Light', icon: <IconSun {...ICON} /> },
  { value: 'dark', label: 'Dark', icon: <IconMoon {...ICON} /> },
];

export function UserMenu() {
  const { data: me } = useQuery(meQuery());
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const openHelp = useShortcutsHelp((state) => state.open);

  async function logOut() {
    try {
      await take(api.POST('/api/auth/logout'));
    } catch (error) {
      sayError(error);
      return;
    }
    queryClient.clear();
    await navigate({ to: '/login', search: {} });
  }

  const name = me?.display_name ?? me?.login ?? '';
  return (
    <Menu width={220}>
      <Menu.Target>
        <UnstyledButton aria-label={`${name}, account menu`} style={{ borderRadius: '50%', lineHeight: 0 }}>
          <Avatar name={name === '' ? '?' : name} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{name}</Menu.Label>
        <Menu.Item leftSection={<IconSettings {...ICON} />} onClick={() => void navigate({ to: '/settings' })}>
          Account
        </Menu.Item>
        {me?.is_admin === true && (
          <Menu.Item leftSection={<IconUsers {...ICON} />} onClick={() => void navigate({ to: '/admin' })}>
            Administration
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconSearch {...ICON} />} onClick={spotlight.open}>
          Search or do
        </Menu.Item>
        <Menu.Item leftSection={<IconHelp {...ICON} />} onClick={openHelp}>
          Help and shortcuts
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Colours</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Menu.Item
            key={scheme.value}
            role="menuitemradio"
            aria-checked={colorScheme === scheme.value}
            leftSection={scheme.icon}
            fw={colorScheme === scheme.value ? 600 : 400}
            closeMenuOnClick={false}
            onClick={() => setColorScheme(scheme.value)}
          >
            {scheme.label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout {...ICON} />} onClick={() => void logOut()}>
          Log out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
