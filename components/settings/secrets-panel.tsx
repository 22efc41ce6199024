'use client'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SearchInput } from '@/components/ui/search-input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import { listSecrets, type SecretView } from '@/lib/contracts/secrets'
import { SecretDialog } from './secret-dialog'
import { SecretTable } from './secret-table'

export function SecretsPanel() {
  const secrets = useContractQuery(listSecrets)
  const [editing, setEditing] = useState<SecretView | 'new' | null>(null)
  const addButton = (
    <Button variant="primary" icon="plus" onClick={() => setEditing('new')}>
      {t('settings.addSecret')}
    </Button>
  )
  return (
    <section>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-xl text-muted text-sm">{t('settings.secretsHint')}</p>
        {secrets.data && secrets.data.secrets.length > 0 ? addButton : null}
      </div>
      {secrets.error ? (
        <ErrorPanel error={secrets.error} onRetry={() => void secrets.refetch()} />
      ) : !secrets.data ? (
        <SkeletonRows count={3} />
      ) : secrets.data.secrets.length === 0 ? (
        <EmptyState
          icon="lock"
          title={t('settings.noSecretsTitle')}
          text={t('settings.noSecretsText')}
          action={addButton}
        />
      ) : (
        <SecretList secrets={secrets.data.secrets} onReplace={setEditing} />
      )}
      {editing === null ? null : (
        <SecretDialog secret={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </section>
  )
}

function SecretList({
  secrets,
  onReplace,
}: {
  secrets: readonly SecretView[]
  onReplace: (secret: SecretView) => void
}) {
  const [search, setSearch] = useState('')
  const shown = useMemo(() => {
    const words = search.toLowerCase().trim()
    return secrets
      .filter((secret) => [secret.name, ...secret.hosts].join(' ').toLowerCase().includes(words))
      .sort((a, b) => a.name.localeCompare(b.name))
  }, [secrets, search])
  return (
    <>
      <SearchInput
        value={search}
        onValueChange={setSearch}
        label={t('settings.searchSecrets')}
        className="mb-3 sm:max-w-xs"
      />
      {shown.length === 0 ? (
        <EmptyState
          compact
          icon="search"
          title={t('common.nothingFound')}
          text={t('common.nothingFoundFor', { query: search })}
        />
      ) : (
        <SecretTable secrets={shown} onReplace={onReplace} />
      )}
    </>
  )
}
