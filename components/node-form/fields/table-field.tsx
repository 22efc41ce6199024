'use client'
import Link from 'next/link'
import type { FieldControl } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listTables } from '@/lib/contracts/tables'

export interface TableFieldProps {
  value: string
  onChange: (value: string) => void
  control: FieldControl
}

/** A table of the workspace, by its name. */
export function TableField({ value, onChange, control }: TableFieldProps) {
  const query = useContractQuery(listTables)
  const tables = query.data?.tables ?? []
  const table = tables.find(({ name }) => name === value)
  const isMissing = value !== '' && !query.isPending && !table
  return (
    <div className="flex flex-col gap-1.5">
      <Select
        {...control}
        value={value || undefined}
        placeholder={t('tables.choose')}
        onValueChange={onChange}
        options={[
          ...tables.map(({ name, columns }) => ({
            value: name,
            label: name,
            description: columns.map(({ id }) => id).join(', '),
          })),
          ...(isMissing ? [{ value, label: t('tables.isMissing', { name: value }), disabled: true }] : []),
        ]}
      />
      <Link href={table ? `/tables/${table.id}` : '/tables'} className="self-start text-accent text-xs underline">
        {t('tables.openTables')}
      </Link>
    </div>
  )
}
