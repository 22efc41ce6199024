'use client'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { deleteTableRow, listTableRows, type TableRowView, type TableView } from '@/lib/contracts/tables'
import { GridCell } from './grid-cell'
import { RowFilter } from './row-filter'

const PAGE = 100

export interface RowGridProps {
  table: TableView
  environment: string
  canEdit: boolean
}

/** The rows of a table, with sorting, a filter and cells that are edited in place. */
export function RowGrid({ table, environment, canEdit }: RowGridProps) {
  const [sort, setSort] = useState({ by: '', descending: false })
  const [filter, setFilter] = useState({ column: '', value: '' })
  const [page, setPage] = useState(0)
  const query = useContractQuery(listTableRows, {
    params: { tableId: table.id },
    query: {
      environment,
      sortBy: sort.by,
      descending: sort.descending ? 'true' : 'false',
      limit: PAGE,
      offset: page * PAGE,
      filterBy: filter.value === '' ? '' : filter.column,
      value: filter.value,
    },
    keepPrevious: true,
  })
  const { rows = [], total = 0 } = query.data ?? {}
  const direction = sort.descending ? 'descending' : 'ascending'
  const sortBy = (id: string) => {
    setSort(sort.by === id ? { by: id, descending: !sort.descending } : { by: id, descending: false })
    setPage(0)
  }
  if (blockingError(query)) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
  if (query.isPending) return <SkeletonRows />
  return (
    <div className="flex flex-col gap-3">
      <RowFilter
        table={table}
        filter={filter}
        onFilter={(next) => {
          setFilter(next)
          setPage(0)
        }}
      />
      {rows.length === 0 ? (
        <EmptyState icon="table" title={t('tables.noRowsTitle')} text={t('tables.noRowsText')} />
      ) : (
        <Table>
          <TableHead>
            <tr>
              {table.columns.map(({ id, label }) => (
                <TableHeader key={id} aria-sort={sort.by === id ? direction : 'none'}>
                  <button type="button" className="flex items-center gap-1 hover:text-ink" onClick={() => sortBy(id)}>
                    {label}
                    {sort.by === id ? <Icon name={sort.descending ? 'arrow-down' : 'arrow-up'} size={12} /> : null}
                  </button>
                </TableHeader>
              ))}
              <TableHeader>{t('tables.changedBy')}</TableHeader>
              {canEdit ? <TableHeader /> : null}
            </tr>
          </TableHead>
          <TableBody>
            {rows.map((row) => (
              <GridRow key={row.id} table={table} environment={environment} row={row} canEdit={canEdit} />
            ))}
          </TableBody>
        </Table>
      )}
      <div className="flex items-center gap-2 text-muted text-sm">
        <span>{t('tables.rowCount', { count: total })}</span>
        {total > PAGE ? (
          <>
            <Button size="sm" disabled={page === 0} onClick={() => setPage(page - 1)}>
              {t('tables.previous')}
            </Button>
            <Button size="sm" disabled={(page + 1) * PAGE >= total} onClick={() => setPage(page + 1)}>
              {t('tables.next')}
            </Button>
          </>
        ) : null}
      </div>
    </div>
  )
}

function GridRow({ table, environment, row, canEdit }: RowGridProps & { row: TableRowView }) {
  const remove = useContractMutation(deleteTableRow, { invalidates: [listTableRows] })
  return (
    <TableRow>
      {table.columns.map((column) => (
        <GridCell
          key={column.id}
          column={column}
          row={row}
          place={{ tableId: table.id, environment }}
          canEdit={canEdit}
        />
      ))}
      <TableCell className="whitespace-nowrap text-muted text-xs">
        {row.runId === null ? (
          t('tables.byMember')
        ) : (
          <Link href={`/runs/${row.runId}`} className="underline">
            {t('tables.byRun')}
          </Link>
        )}
      </TableCell>
      {canEdit ? (
        <TableCell className="w-10">
          <IconButton
            icon="trash"
            size="sm"
            label={t('tables.deleteRow')}
            busy={remove.isPending}
            onClick={() => remove.mutate({ params: { tableId: table.id, rowId: row.id }, query: { environment } })}
          />
        </TableCell>
      ) : null}
    </TableRow>
  )
}
