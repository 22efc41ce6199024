'use client'
import { type ReactNode, useState } from 'react'
import { t } from '@/lib/client/messages/t'
import { ConfirmItemDialog } from './confirm-item-dialog'
import { Table, TableBody, TableHead, TableHeader } from './table'
import { toast } from './toast'

export interface ItemColumn {
  label: string
  className?: string
}

export interface ItemTableProps<Item> {
  /** A column with the actions on an item follows them. */
  columns: readonly ItemColumn[]
  /** Name of the last column for screen readers; “More actions” if absent. */
  actionsLabel?: string
  items: readonly Item[]
  /** A TableRow with a key. `onRemove` opens the confirmation. */
  row: (item: Item, onRemove: () => void) => ReactNode
  removal: {
    title: (name: string) => string
    description: string
    /** “Delete” if absent. */
    confirmLabel?: string
    /** Reported after the removal. */
    done?: (name: string) => string
    busy: boolean
    /** Passes the settings to the mutation. */
    run: (item: Item, settings: { onSuccess: () => void }) => void
  }
}

/** A table of named items, each of which can be removed after a confirmation. */
export function ItemTable<Item extends { name: string }>(props: ItemTableProps<Item>) {
  const { columns, actionsLabel = t('common.more'), items, row, removal } = props
  const { title, run, done, ...dialog } = removal
  const [removing, setRemoving] = useState<Item | null>(null)
  const close = () => setRemoving(null)
  return (
    <>
      <Table>
        <TableHead>
          <tr>
            {columns.map(({ label, className }) => (
              <TableHeader key={label} className={className}>
                {label}
              </TableHeader>
            ))}
            <TableHeader>
              <span className="sr-only">{actionsLabel}</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>{items.map((item) => row(item, () => setRemoving(item)))}</TableBody>
      </Table>
      <ConfirmItemDialog
        {...dialog}
        item={removing}
        onClose={close}
        title={title(removing?.name ?? '')}
        onConfirm={(item) =>
          run(item, {
            onSuccess() {
              if (done) toast(done(item.name))
              close()
            },
          })
        }
      />
    </>
  )
}
