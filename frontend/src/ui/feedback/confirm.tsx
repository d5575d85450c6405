/** Ask before something is lost: the question names what goes, the button names the deed. */
import { modals } from '@mantine/modals';
import type { ReactNode } from 'react';

interface Question {
  title: string;
  children: ReactNode;
  /** The deed, as a verb with its object: "Move to trash". */
  confirm: string;
  cancel?: string;
  isDestructive?: boolean;
}

/** Resolve to true when the person agrees, false when they step back. */
export function confirm({ title, children, confirm: label, cancel = 'Cancel', isDestructive = false }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title,
      children,
      labels: { confirm: label, cancel },
      confirmProps: isDestructive ? { color: 'failed', variant: 'filled' } : { variant: 'filled' },
      cancelProps: { variant: 'default' },
      onConfirm: () => resolve(true),
      onCancel: () => resolve(false),
      onClose: () => resolve(false),
    });
  });
}
