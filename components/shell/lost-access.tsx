'use client'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { t } from '@/lib/client/messages/t'
import { useSignOut } from './user-menu'

export interface LostAccessProps {
  /** Where this tab was; null: nowhere. */
  lost: string | null
  /** Where the person still belongs; null: nowhere. */
  next: string | null
}

export function LostAccess({ lost, next }: LostAccessProps) {
  const leave = useSignOut()
  return (
    <main className="flex min-h-dvh items-center justify-center p-6">
      <EmptyState
        compact
        icon="users"
        title={lost === null ? t('people.noWorkspaceTitle') : t('people.lostTitle', { name: lost })}
        text={
          <>
            {lost === null ? null : `${t('people.lostText')} `}
            {next === null ? t('people.noWorkspaceText') : null}
          </>
        }
        action={
          <>
            {next === null ? null : (
              <Button variant="primary" onClick={() => window.location.assign('/apps')}>
                {t('people.openWorkspace', { name: next })}
              </Button>
            )}
            <Button onClick={leave}>{t('shell.signOut')}</Button>
          </>
        }
      />
    </main>
  )
}
