import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderPage, stubServer } from '@/testing/render';

const ME = { login: 'ines', display_name: 'Ines', is_admin: false };

describe('an address that no page has', () => {
  it('stays in the frame and in its project, with ways on', async () => {
    stubServer({ 'GET /api/auth/me': ME, 'GET /api/me': ME, 'GET /api/projects/DEMO/flow': { items: [], recipes: [], zones: [], last_event_id: 0 } });
    renderPage('/projects/DEMO/nonsense/deeper');
    expect(await screen.findByText('There is no page at this address')).toBeTruthy();
    expect(screen.getByRole('banner')).toBeTruthy();
    expect(screen.getByText('/projects/DEMO/nonsense/deeper')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'The flow of DEMO' }).getAttribute('href')).toBe('/projects/DEMO/flow');
    expect(screen.getByRole('link', { name: 'All projects' }).getAttribute('href')).toBe('/');
  });
});
