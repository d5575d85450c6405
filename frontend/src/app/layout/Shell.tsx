/** The frame of every signed-in page: skip link, top bar, the page, and on phones the bottom bar. */
import { Outlet } from '@tanstack/react-router';
import { BottomBar } from './BottomBar';
import { Palette } from './Palette';
import classes from './Shell.module.css';
import { ShortcutsHelp } from './ShortcutsHelp';
import { TopBar } from './TopBar';

export function Shell() {
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#page">
        Skip to the page
      </a>
      <TopBar />
      <main id="page" className={classes.page} tabIndex={-1}>
        <Outlet />
      </main>
      <BottomBar />
      <Palette />
      <ShortcutsHelp />
    </div>
  );
}
