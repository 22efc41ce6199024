'use client'
import { type ReactNode, useState } from 'react'
import { cn } from '@/components/ui/cn'

export interface VirtualRowsProps<Row> {
  rows: readonly Row[]
  keyOf: (row: Row) => string
  rowHeight: number
  /** For a list that scrolls by itself. */
  className?: string
  children: (row: Row) => ReactNode
}

/** Shorter lists are rendered completely. */
const MANY = 120
const AHEAD = 12
const FIRST_HEIGHT = 800

/** A virtualized list with rows of one height. */
export function VirtualRows<Row>({ rows, keyOf, rowHeight, className, children }: VirtualRowsProps<Row>) {
  const [view, setView] = useState({ top: 0, height: FIRST_HEIGHT })
  const isLong = rows.length > MANY
  const first = isLong ? Math.max(0, Math.floor(view.top / rowHeight) - AHEAD) : 0
  const last = isLong ? Math.ceil((view.top + view.height) / rowHeight) + AHEAD : rows.length
  return (
    <ol
      className={cn('min-h-0 overflow-y-auto', className)}
      onScroll={(event) => {
        const { scrollTop: top, clientHeight: height } = event.currentTarget
        if (isLong) setView({ top, height })
      }}
    >
      {first > 0 ? <li aria-hidden style={{ height: first * rowHeight }} /> : null}
      {rows.slice(first, last).map((row, index) => (
        <li key={keyOf(row)} aria-setsize={rows.length} aria-posinset={first + index + 1}>
          {children(row)}
        </li>
      ))}
      {last < rows.length ? <li aria-hidden style={{ height: (rows.length - last) * rowHeight }} /> : null}
    </ol>
  )
}
