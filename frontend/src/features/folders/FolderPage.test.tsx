import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { renderPart, stubServer } from '@/testing/render';

let search: Record<string, unknown> = {};
// The page reads its search by the product's own route; the test stands on a route tree of its own.
vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<Record<string, unknown>>()),
  getRouteApi: () => ({ useSearch: () => search }),
}));

const { default: FolderPage } = await import('./FolderPage');

const folder = {
  id: 'f1', kind: 'folder', name: 'images_train', origin: 'managed', holds: 'pictures', state: 'up_to_date', state_text: '', facts: {}, thumbs: [], version: 3, built_at: null, revision: 1,
  description: '', tags: [], link: null, writable: true, written_by: null, usages: [], files: 6, bytes: 6000, pictures: 6, unreadable: 1,
  groups: [{ name: 'ada', count: 4 }, { name: 'bo', count: 2 }], created_by: 'ines', created_at: '2026-11-24T12:00:00Z', can_undo: false, undo_text: '',
};
const entry = (path: string, problem: string | null = null) => ({ path, size: 1000, mtime: '2026-11-24T12:00:00Z', content: 'c', is_picture: true, width: 10, height: 10, problem });
const entries = [entry('ada_pic_0.jpg'), entry('ada_pic_1.jpg'), entry('ada_pic_2.jpg'), entry('ada_pic_3.jpg'), entry('bo_pic_0.jpg'), entry('bo_pic_1.jpg', 'it is cut off in the middle')];
const root = '/api/projects/DEMO/folders/f1';

function open(more: Record<string, unknown> = {}) {
  const calls = stubServer({
    [`GET ${root}`]: folder,
    [`GET ${root}/entries`]: { items: entries, total: 6, next: null },
    [`GET ${root}/subfolders`]: [],
    'GET /api/projects/DEMO': { key: 'DEMO', name: 'Demo' },
    'GET /api/projects/DEMO/classes': { colours: {} },
    ...more,
  });
  const view = renderPart(<FolderPage />, { at: '/projects/DEMO/folders/f1', path: '/projects/$key/folders/$id' });
  return { calls, ...view };
}

describe('the folder page', () => {
  it('shows its groups, its pictures, and why one cannot be read', async () => {
    search = {};
    open();
    expect(await screen.findAllByRole('option')).toHaveLength(6);
    expect(screen.getByRole('option', { name: /bo_pic_1.jpg, cannot be read: it is cut off/ })).toBeTruthy();
    expect(screen.getByRole('button', { name: /ada\s*4/ })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Cannot be read' })).toBeTruthy();
  });

  it('selects by click, range and Ctrl, moves to the trash with a way back', async () => {
    search = {};
    const { calls } = open({
      [`POST ${root}/delete-files`]: { version: 4, files: 2, undo_version: 3, message: '4 files moved to the trash.' },
      [`POST ${root}/undo`]: { version: 5, files: 6, undo_version: 4, message: 'Back.' },
    });
    const user = userEvent.setup();
    const pictures = await screen.findAllByRole('option');
    await user.click(pictures[0]!);
    await user.keyboard('{Shift>}');
    await user.click(pictures[2]!);
    await user.keyboard('{/Shift}{Control>}');
    await user.click(pictures[4]!);
    await user.keyboard('{/Control}');
    expect(screen.getByRole('toolbar', { name: 'Selected pictures' }).textContent).toContain('4 pictures');
    await user.click(screen.getByRole('button', { name: 'Move to trash' }));
    await waitFor(() => expect(calls.find((call) => call.path.endsWith('delete-files'))?.body).toEqual({ paths: ['ada_pic_0.jpg', 'ada_pic_1.jpg', 'ada_pic_2.jpg', 'bo_pic_0.jpg'] }));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(calls.find((call) => call.path.endsWith('undo'))?.body).toEqual({ version: 3 }));
  });

  it('is walked by the keyboard', async () => {
    search = {};
    open({ [`POST ${root}/delete-files`]: { version: 4, files: 5, undo_version: 3, message: 'gone' } });
    const user = userEvent.setup();
    const pictures = await screen.findAllByRole('option');
    pictures[0]!.focus();
    await user.keyboard('{ArrowRight}{Shift>}{ArrowRight}{/Shift}');
    expect(screen.getAllByRole('option', { selected: true }).map((one) => one.getAttribute('aria-label'))).toEqual(['ada_pic_1.jpg', 'ada_pic_2.jpg']);
    await user.keyboard('{Escape}');
    expect(screen.queryAllByRole('option', { selected: true })).toHaveLength(0);
  });

  it('says why a shared root is read only', async () => {
    search = {};
    open({ [`GET ${root}`]: { ...folder, writable: false, origin: 'linked', link: { root: 'shared', path: 'cartoons' } } });
    const user = userEvent.setup();
    await user.click((await screen.findAllByRole('option'))[0]!);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Shared root: read only' }).disabled).toBe(true);
  });

  it('invites to fill an empty folder', async () => {
    search = {};
    open({ [`GET ${root}`]: { ...folder, files: 0, pictures: 0, bytes: 0, unreadable: 0, groups: [] } });
    expect(await screen.findByRole('heading', { name: 'Drop pictures here' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Read from Filesystem Root' })).toBeTruthy();
  });

  it('offers to restore a folder that lies in the trash', async () => {
    search = {};
    open({
      [`GET ${root}`]: Response.json({ code: 'not_found', message: 'There is no folder f1.', hint: null, fields: [], details: {}, request_id: 'r' }, { status: 404 }),
      'GET /api/projects/DEMO/trash': [{ kind: 'folder', id: 'f1', name: 'images_train', deleted_at: '2026-11-24T12:00:00Z', deleted_by: 'ines' }],
    });
    expect(await screen.findByRole('button', { name: 'Restore it' })).toBeTruthy();
  });
});
