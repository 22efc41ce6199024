'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { formatShare } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { ClassificationMetrics } from '@/lib/contracts/training-metrics'

type Row = ClassificationMetrics['classes'][number]
type Column = 'name' | 'examples' | 'precision' | 'recall' | 'f1'

const COLUMNS = [
  { id: 'name', label: 'training.class' },
  { id: 'examples', label: 'training.examplesColumn' },
  { id: 'precision', label: 'training.columnPrecision' },
  { id: 'recall', label: 'training.columnRecall' },
  { id: 'f1', label: 'training.columnF1' },
] as const

/** Precision, recall and F1 of each class, weakest first by default. */
export function ClassTable({ classes }: { classes: readonly Row[] }) {
  const [order, setOrder] = useState<{ by: Column; isDown: boolean }>({ by: 'f1', isDown: false })
  const rows = classes.toSorted((a, b) => compare(a, b, order.by) * (order.isDown ? -1 : 1))
  const [direction, arrow] = order.isDown ? (['descending', ' ↓'] as const) : (['ascending', ' ↑'] as const)
  return (
    <div className="max-h-112 overflow-y-auto">
      <Table>
        <TableHead className="sticky top-0 bg-sunken">
          <tr>
            {COLUMNS.map(({ id, label }) => (
              <TableHeader
                key={id}
                className={id === 'name' ? '' : 'text-right'}
                aria-sort={order.by === id ? direction : 'none'}
              >
                <Button
                  variant="quiet"
                  onClick={() => setOrder({ by: id, isDown: order.by === id ? !order.isDown : false })}
                >
                  {t(label)}
                  {order.by === id ? arrow : ''}
                </Button>
              </TableHeader>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {rows.map(({ name, examples, precision, recall, f1 }) => (
            <TableRow key={name}>
              <TableCell className="h-9 max-w-64 truncate font-medium">{name}</TableCell>
              {[String(examples), formatShare(precision), formatShare(recall), formatShare(f1)].map((text, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells follow the order of the columns.
                <TableCell key={index} className="h-9 text-right tabular-nums">
                  {text}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}

function compare(a: Row, b: Row, by: Column): number {
  return by === 'name' ? a.name.localeCompare(b.name) : (a[by] ?? -1) - (b[by] ?? -1)
}
