'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { STANDARD_ENVIRONMENTS } from '@/lib/contracts/environments'
import { listTables, type TableView } from '@/lib/contracts/tables'
import { AddRowDialog } from './add-row-dialog'
import { ImportDialog } from './import-dialog'
import { RowGrid } from './row-grid'
import { TableMenu } from './table-menu'

const ENVIRONMENTS = ['', ...STANDARD_ENVIRONMENTS] as const

export function TablePage({ tableId }: { tableId: string }) {
  const query = useContractQuery(listTables)
  const table = query.data?.tables.find(({ id }) => id === tableId)
  const back = { href: '/tables', label: t('tables.title') }
  if (table) return <OneTable table={table} />
  return (
    <PageBody>
      <PageHeader back={back} title={query.isPending ? <Skeleton className="h-7 w-56" /> : t('tables.title')} />
      {blockingError(query) ? (
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <SkeletonRows />
      ) : (
        <EmptyState icon="table" title={t('tables.goneTitle')} text={t('tables.goneText')} />
      )}
    </PageBody>
  )
}

function OneTable({ table }: { table: TableView }) {
  const canEdit = useHasRole('editor')
  const [environment, setEnvironment] = useState<(typeof ENVIRONMENTS)[number]>('')
  const [open, setOpen] = useState<'row' | 'import' | null>(null)
  const close = () => setOpen(null)
  return (
    <PageBody>
      <PageHeader
        back={{ href: '/tables', label: t('tables.title') }}
        title={table.name}
        description={table.isShared ? t('tables.shared') : t('tables.separate')}
        actions={
          canEdit ? (
            <>
              <Button icon="file-up" onClick={() => setOpen('import')}>
                {t('tables.import')}
              </Button>
              <Button variant="primary" icon="plus" onClick={() => setOpen('row')}>
                {t('tables.addRow')}
              </Button>
              <TableMenu table={table} environment={environment} />
            </>
          ) : null
        }
      />
      {table.isShared ? null : (
        <Choice
          values={ENVIRONMENTS}
          labelOf={(name) => t('tables.environment', { name: name === '' ? 'draft' : name })}
          value={environment}
          onSelect={setEnvironment}
          label={t('tables.rowsOf')}
          className="mb-3 w-56"
        />
      )}
      <RowGrid table={table} environment={environment} canEdit={canEdit} />
      {open === 'row' ? <AddRowDialog table={table} environment={environment} onClose={close} /> : null}
      {open === 'import' ? <ImportDialog table={table} environment={environment} onClose={close} /> : null}
    </PageBody>
  )
}
