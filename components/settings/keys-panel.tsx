'use client'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { SkeletonRows } from '@/components/ui/skeleton'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type ApiKeyView, listKeys } from '@/lib/contracts/keys'
import { CreateKeyDialog } from './create-key-dialog'
import { KeyTable } from './key-table'

const ORDERS: Readonly<Record<string, ListOrder<ApiKeyView>>> = {
  newest: {
    get label() {
      return t('settings.sortNewest')
    },
    compare: byNewest((key) => key.createdAt),
  },
  used: {
    get label() {
      return t('settings.sortUsed')
    },
    compare: byNewest((key) => key.lastUsedAt),
  },
  name: {
    get label() {
      return t('settings.sortName')
    },
    compare: byText((key) => key.name),
  },
}
const textOf = ({ name, start, last4, apps }: ApiKeyView) =>
  [name, start, last4, ...apps.map((app) => app.name)].join(' ')

export function KeysPanel() {
  const [creating, setCreating] = useUrlState('new')
  const keys = useContractQuery(listKeys)
  const createButton = (
    <Button variant="primary" icon="plus" onClick={() => setCreating('key')}>
      {t('settings.createKey')}
    </Button>
  )
  return (
    <section>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-xl text-muted text-sm">{t('settings.apiKeysHint')}</p>
        {keys.data && keys.data.keys.length > 0 ? createButton : null}
      </div>
      <ListView
        query={keys}
        items={keys.data?.keys}
        loading={<SkeletonRows count={3} />}
        empty={
          <EmptyState
            icon="key"
            title={t('settings.noKeysTitle')}
            text={t('settings.noKeysText')}
            helpPage="guides/call-an-app"
            action={createButton}
          />
        }
        searchLabel={t('settings.searchKeys')}
        textOf={textOf}
        orders={ORDERS}
      >
        {(shown) => <KeyTable keys={shown} />}
      </ListView>
      {creating === 'key' ? <CreateKeyDialog onClose={() => setCreating('')} /> : null}
    </section>
  )
}
