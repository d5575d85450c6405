/** The account: name, password, keys for scripts, and where one is signed in. */
import { Page, Sheet, SheetBar } from '@/ui';
import { ApiKeys } from './ApiKeys';
import { PasswordForm } from './PasswordForm';
import { ProfileForm } from './ProfileForm';
import { Sessions } from './Sessions';
import classes from './Settings.module.css';

export default function SettingsPage() {
  return (
    <Page documentTitle="Account" isScrolling>
      <Sheet className={classes.sheet} label="Account">
        <SheetBar title="Account" />
        <div className={classes.parts}>
          <ProfileForm />
          <PasswordForm />
          <ApiKeys />
          <Sessions />
        </div>
      </Sheet>
    </Page>
  );
}
