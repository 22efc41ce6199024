'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { createTable, listTables, type TableView } from '@/lib/contracts/tables'
import { TableDialog } from './table-dialog'

const ORDERS: Readonly<Record<string, ListOrder<TableView>>> = {
  name: {
    get label() {
      return t('tables.sortName')
    },
    compare: byText((table) => table.name),
  },
  newest: {
    get label() {
      return t('tables.sortNewest')
    },
    compare: byNewest((table) => table.updatedAt),
  },
}
const textOf = ({ name, columns }: TableView) => [name, ...columns.map(({ label }) => label)].join(' ')

/** The tables of the workspace. */
export function TablesPage() {
  const canEdit = useHasRole('editor')
  const tables = useContractQuery(listTables)
  const [isCreating, setCreating] = useState(false)
  const newButton = canEdit ? (
    <Button variant="primary" icon="plus" onClick={() => setCreating(true)}>
      {t('tables.create')}
    </Button>
  ) : null
  return (
    <PageBody>
      <PageHeader title={t('tables.title')} description={t('tables.description')} actions={newButton} />
      <ListView
        query={tables}
        items={tables.data?.tables}
        loading={<SkeletonRows count={3} />}
        empty={
          <EmptyState icon="table" title={t('tables.emptyTitle')} text={t('tables.emptyText')} action={newButton} />
        }
        searchLabel={t('tables.search')}
        textOf={textOf}
        orders={ORDERS}
      >
        {(shown) => (
          <ul className="flex flex-col gap-3">
            {shown.map(({ id, name, columns, isShared }) => (
              <li key={id}>
                <Card className="relative p-4 transition-colors hover:border-line-strong">
                  <h2 className="truncate font-semibold text-base">
                    <Link href={`/tables/${id}`} className="after:absolute after:inset-0">
                      {name}
                    </Link>
                  </h2>
                  <p className="truncate text-muted text-sm">{columns.map(({ label }) => label).join(', ')}</p>
                  <p className="mt-1 text-faint text-xs">{isShared ? t('tables.shared') : t('tables.separate')}</p>
                </Card>
              </li>
            ))}
          </ul>
        )}
      </ListView>
      {isCreating ? <CreateTable onClose={() => setCreating(false)} /> : null}
    </PageBody>
  )
}

function CreateTable({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const create = useContractMutation(createTable, {
    invalidates: [listTables],
    onSuccess: ({ id }) => router.push(`/tables/${id}`),
  })
  return (
    <TableDialog
      table={null}
      busy={create.isPending}
      error={create.error}
      onClose={onClose}
      onSave={(body) => create.mutate({ body })}
    />
  )
}
