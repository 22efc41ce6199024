'use client'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { useSignOut } from './user-menu-items'

export interface LostAccessProps {
  /** The workspace of this tab; null if it had none. */
  lost: string | null
  /** A workspace the user still belongs to; null if there is none. */
  next: string | null
}

export function LostAccess({ lost, next }: LostAccessProps) {
  const leave = useSignOut()
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
      <span className="flex size-10 items-center justify-center rounded-lg border bg-surface text-muted shadow-sm">
        <Icon name="users" size={18} />
      </span>
      <h1 className="font-semibold text-lg">
        {lost === null ? t('people.noWorkspaceTitle') : t('people.lostTitle', { name: lost })}
      </h1>
      <p className="max-w-md text-balance text-muted text-sm">
        {lost === null ? null : `${t('people.lostText')} `}
        {next === null ? t('people.noWorkspaceText') : null}
      </p>
      <div className="mt-1 flex flex-wrap justify-center gap-2">
        {next === null ? null : (
          <Button variant="primary" onClick={() => window.location.assign('/apps')}>
            {t('people.openWorkspace', { name: next })}
          </Button>
        )}
        <Button onClick={leave}>{t('shell.signOut')}</Button>
      </div>
    </main>
  )
}
