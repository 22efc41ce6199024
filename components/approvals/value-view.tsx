'use client'
import { useState } from 'react'
import { Markdown } from '@/components/chat/markdown'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { CodeBlock } from '@/components/ui/code-block'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { t } from '@/lib/client/messages/t'
import type { Json } from '@/lib/core/json'
import { tableOf } from './table-of'

const MAX_DEPTH = 5
const FIRST_ITEMS = 20
const MAX_MARKDOWN = 40_000

/** Shows a value readably: text as Markdown, and lists of similar objects as a table. Never loads an image. */
export function ValueView({ value, depth = 0 }: { value: Json; depth?: number }) {
  if (value === null || value === '') return <span className="text-faint text-sm">{t('approvals.nothing')}</span>
  if (typeof value === 'string') return <TextValue text={value} />
  if (typeof value === 'boolean') return <span className="text-sm">{t(value ? 'approvals.yes' : 'approvals.no')}</span>
  if (typeof value === 'number') return <span className="text-sm tabular-nums">{String(value)}</span>
  if (depth >= MAX_DEPTH) return <CodeBlock code={JSON.stringify(value, null, 2)} />
  if (Array.isArray(value)) return <ListValue items={value} depth={depth} />
  const entries = Object.entries(value)
  if (entries.length === 0) return <span className="text-faint text-sm">{t('approvals.nothing')}</span>
  return (
    <dl className="flex min-w-0 flex-col gap-2.5">
      {entries.map(([name, inner]) => (
        <div key={name} className={isShort(inner) ? 'flex min-w-0 flex-wrap items-baseline gap-x-3' : 'min-w-0'}>
          <dt className={cn('break-words font-medium text-muted text-xs', isShort(inner) ? 'min-w-24' : 'mb-0.5')}>
            {name}
          </dt>
          <dd className={isNested(inner) && !isShort(inner) ? 'min-w-0 border-l-2 pl-3' : 'min-w-0'}>
            <ValueView value={inner} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function TextValue({ text }: { text: string }) {
  if (text.length > MAX_MARKDOWN) return <CodeBlock code={text} wrap />
  return (
    <div className="min-w-0 break-words text-sm">
      <Markdown text={text} compact withoutImages />
    </div>
  )
}

function ListValue({ items, depth }: { items: readonly Json[]; depth: number }) {
  const [showsAll, setShowsAll] = useState(false)
  if (items.length === 0) return <span className="text-faint text-sm">{t('approvals.nothing')}</span>
  if (isShort([...items])) return <span className="break-words text-sm">{items.join(', ')}</span>
  const shown = showsAll ? items : items.slice(0, FIRST_ITEMS)
  const table = tableOf(items)
  return (
    <div className="flex min-w-0 flex-col items-start gap-2">
      {table ? (
        <div className="w-full min-w-0">
          <RowsView columns={table} rows={shown} />
        </div>
      ) : (
        <ol className="flex w-full min-w-0 list-decimal flex-col gap-1.5 pl-5 text-sm marker:text-faint">
          {shown.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change.
            <li key={index} className="min-w-0">
              <ValueView value={item} depth={depth + 1} />
            </li>
          ))}
        </ol>
      )}
      {shown.length < items.length ? (
        <Button variant="quiet" onClick={() => setShowsAll(true)}>
          {t('approvals.more', { count: items.length - shown.length })}
        </Button>
      ) : null}
    </div>
  )
}

function RowsView({ columns, rows }: { columns: readonly string[]; rows: readonly Json[] }) {
  return (
    <Table>
      <TableHead>
        <tr>
          {columns.map((column) => (
            <TableHeader key={column}>{column}</TableHeader>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change.
          <TableRow key={index}>
            {columns.map((column) => (
              <TableCell key={column} className="break-words align-top">
                <ValueView value={cellOf(row, column)} depth={MAX_DEPTH} />
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function cellOf(row: Json, column: string): Json {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return null
  return Object.hasOwn(row, column) ? (row[column] ?? null) : null
}

/** Short enough for one line with its name. */
function isShort(value: Json): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.length <= 12 && value.every(isWord)
  return value === null || typeof value === 'number' || typeof value === 'boolean' || isWord(value)
}

const isWord = (value: Json) => typeof value === 'string' && value.length <= 40 && !/[\n*_`[\]#|<>]/.test(value)

const isNested = (value: Json) => typeof value === 'object' && value !== null
