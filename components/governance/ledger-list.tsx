'use client'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { ListView } from '@/components/ui/list-view'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, WIDE } from '@/components/ui/table'
import { formatCount, formatDateTime, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { LedgerRange, LedgerRow } from '@/lib/contracts/ledger'
import { kindLabel } from './kind-label'
import { LedgerDetail } from './ledger-detail'
import { providerLabel } from './provider-label'

const ORDERS = {
  characters: {
    get label() {
      return t('governance.sortCharacters')
    },
    compare: (a: LedgerRow, b: LedgerRow) => b.characters - a.characters,
  },
  calls: {
    get label() {
      return t('governance.sortCalls')
    },
    compare: (a: LedgerRow, b: LedgerRow) => b.calls - a.calls,
  },
  last: {
    get label() {
      return t('governance.sortLast')
    },
    compare: (a: LedgerRow, b: LedgerRow) => b.lastAt.localeCompare(a.lastAt),
  },
}
const KINDS = ['prompt', 'instructions', 'conversation', 'documents', 'tool-results', 'images']
const FILTERS = {
  get label() {
    return t('governance.filterKind')
  },
  options: {
    all: {
      get label() {
        return t('governance.kindAll')
      },
      matches: () => true,
    },
    ...Object.fromEntries(
      KINDS.map((kind) => [
        kind,
        {
          get label() {
            return kindLabel(kind)
          },
          matches: (row: LedgerRow) => row.dataKinds.includes(kind),
        },
      ]),
    ),
  },
}

export interface LedgerListProps {
  rows: readonly LedgerRow[]
  range: LedgerRange
  query: { error: unknown; refetch: () => unknown }
}

/** All destinations of data; selecting one shows its calls. */
export function LedgerList({ rows, range, query }: LedgerListProps) {
  const [open, setOpen] = useState<LedgerRow | null>(null)
  return (
    <>
      <ListView
        query={query}
        items={rows}
        empty={null}
        searchLabel={t('governance.searchLedger')}
        textOf={textOf}
        orders={ORDERS}
        filters={FILTERS}
      >
        {(shown) => (
          <Table>
            <TableHead>
              <tr>
                <TableHeader>{t('governance.columnPlace')}</TableHeader>
                <TableHeader className={WIDE}>{t('governance.columnWhere')}</TableHeader>
                <TableHeader className={WIDE}>{t('governance.columnData')}</TableHeader>
                <TableHeader className="text-right">{t('governance.characters')}</TableHeader>
                <TableHeader className={`${WIDE} text-right`}>{t('governance.calls')}</TableHeader>
                <TableHeader className={`${WIDE} text-right`}>{t('governance.columnLast')}</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {shown.map((row) => (
                <Row key={`${row.connectionId} ${row.host} ${row.model}`} row={row} onOpen={() => setOpen(row)} />
              ))}
            </TableBody>
          </Table>
        )}
      </ListView>
      {open ? <LedgerDetail row={open} range={range} onClose={() => setOpen(null)} /> : null}
    </>
  )
}

function Row({ row, onOpen }: { row: LedgerRow; onOpen: () => void }) {
  return (
    <TableRow className="relative hover:bg-hover/60">
      <TableCell>
        <button
          type="button"
          onClick={onOpen}
          className="block max-w-[60vw] truncate text-left font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-(--focus) md:max-w-64"
        >
          {row.model}
        </button>
        <span className="block max-w-[60vw] truncate text-muted text-xs md:max-w-64">
          {providerLabel(row.provider)}
          {row.connectionName === null ? null : ` · ${row.connectionName}`}
        </span>
      </TableCell>
      <TableCell className={WIDE}>
        <span className="block max-w-56 truncate font-mono text-xs">{row.host || t('governance.inside')}</span>
        <span className="block text-muted text-xs">
          {row.isInside ? t('governance.ownNetwork') : row.regions.join(', ') || t('governance.regionUnknown')}
        </span>
      </TableCell>
      <TableCell className={WIDE}>
        <span className="flex max-w-64 flex-wrap gap-1">
          {row.dataKinds.map((kind) => (
            <Badge key={kind}>{kindLabel(kind)}</Badge>
          ))}
        </span>
      </TableCell>
      <TableCell className="text-right tabular-nums">{formatCount(row.characters)}</TableCell>
      <TableCell className={`${WIDE} text-right text-muted tabular-nums`}>{formatCount(row.calls)}</TableCell>
      <TableCell
        className={`${WIDE} whitespace-nowrap text-right text-muted text-xs`}
        title={formatDateTime(row.lastAt)}
      >
        {formatRelative(row.lastAt)}
      </TableCell>
    </TableRow>
  )
}

const textOf = (row: LedgerRow) =>
  [
    ...[row.model, row.provider, providerLabel(row.provider), row.host, row.connectionName ?? ''],
    ...[...row.regions, ...row.apps.map(({ name }) => name ?? '')],
  ].join(' ')
