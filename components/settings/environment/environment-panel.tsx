'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { SkeletonRows } from '@/components/ui/skeleton'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type EnvironmentVariableView, listEnvironmentVariables } from '@/lib/contracts/environment-variables'
import { EnvironmentDialog } from './environment-dialog'
import { EnvironmentTable } from './environment-table'

const ORDERS: Readonly<Record<string, ListOrder<EnvironmentVariableView>>> = {
  name: {
    get label() {
      return t('settings.sortName')
    },
    compare: byText((variable) => variable.name),
  },
  newest: {
    get label() {
      return t('settings.sortNewest')
    },
    compare: byNewest((variable) => variable.updatedAt),
  },
}
const textOf = ({ name, byEnvironment }: EnvironmentVariableView) => [name, ...Object.keys(byEnvironment)].join(' ')

/** Configuration of the workspace's apps. Only owners change it. */
export function EnvironmentPanel() {
  const variables = useContractQuery(listEnvironmentVariables)
  const canChange = useHasRole('owner')
  const [editing, setEditing] = useState<EnvironmentVariableView | 'new' | null>(null)
  const addButton = canChange ? (
    <Button variant="primary" icon="plus" onClick={() => setEditing('new')}>
      {t('settings.environmentAdd')}
    </Button>
  ) : undefined
  return (
    <section>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-xl text-muted text-sm">{t('settings.environmentHint', { example: '{{env.API_HOST}}' })}</p>
        {variables.data && variables.data.variables.length > 0 ? addButton : null}
      </div>
      <ListView
        query={variables}
        items={variables.data?.variables}
        loading={<SkeletonRows count={3} />}
        empty={
          <EmptyState
            icon="variable"
            title={t('settings.environmentNoneTitle')}
            text={t('settings.environmentNoneText')}
            action={addButton}
          />
        }
        searchLabel={t('settings.environmentSearch')}
        textOf={textOf}
        orders={ORDERS}
      >
        {(shown) => <EnvironmentTable variables={shown} onEdit={canChange ? setEditing : null} />}
      </ListView>
      {editing === null ? null : (
        <EnvironmentDialog variable={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </section>
  )
}
