'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { SkeletonRows } from '@/components/ui/skeleton'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listSecrets, type SecretView } from '@/lib/contracts/secrets'
import { SecretDialog } from './secret-dialog'
import { SecretTable } from './secret-table'

const ORDERS: Readonly<Record<string, ListOrder<SecretView>>> = {
  name: {
    get label() {
      return t('settings.sortName')
    },
    compare: byText((secret) => secret.name),
  },
  newest: {
    get label() {
      return t('settings.sortNewest')
    },
    compare: byNewest((secret) => secret.updatedAt),
  },
}
const textOf = (secret: SecretView) => [secret.name, ...secret.hosts].join(' ')

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
      <ListView
        query={secrets}
        items={secrets.data?.secrets}
        loading={<SkeletonRows count={3} />}
        empty={
          <EmptyState
            icon="lock"
            title={t('settings.noSecretsTitle')}
            text={t('settings.noSecretsText')}
            action={addButton}
          />
        }
        searchLabel={t('settings.searchSecrets')}
        textOf={textOf}
        orders={ORDERS}
      >
        {(shown) => <SecretTable secrets={shown} onReplace={setEditing} />}
      </ListView>
      {editing === null ? null : (
        <SecretDialog secret={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </section>
  )
}
