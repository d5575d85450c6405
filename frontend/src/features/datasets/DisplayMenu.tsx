/** What is shown besides the rows: figures under the heads, colours; and the keys. */
import { Button, Menu } from '@mantine/core';
import { IconChartHistogram, IconEye, IconKeyboard, IconPaletteOff } from '@tabler/icons-react';
import classes from './Dataset.module.css';
import type { ColumnView } from './grid/columns';

interface DisplayMenuProps {
  view: ColumnView;
  onView: (change: Partial<ColumnView>) => void;
  onKeys: () => void;
}

const ICON = { size: 15, stroke: 1.5 } as const;

export function DisplayMenu({ view, onView, onKeys }: DisplayMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="subtle" leftSection={<IconEye {...ICON} />}>
          <span className={classes.word}>Display</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconChartHistogram {...ICON} />} onClick={() => onView({ hasStatistics: !view.hasStatistics })}>
          {view.hasStatistics ? 'Hide column statistics' : 'Show column statistics'}
        </Menu.Item>
        <Menu.Item leftSection={<IconPaletteOff {...ICON} />} disabled={view.coloured.length === 0} onClick={() => onView({ coloured: [] })}>
          {view.coloured.length === 0 ? 'Colour a column from its own menu' : 'Without colours'}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard {...ICON} />} onClick={onKeys}>
          Keys in the table
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
