'use client'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'

const NONE = '\u0000none'

export interface ConcurrencyColumnProps {
  columns: readonly string[]
  column: string | null
  onChange: (column: string | null) => void
}

/** The column whose value serializes rows. */
export function ConcurrencyColumn({ columns, column, onChange }: ConcurrencyColumnProps) {
  return (
    <Field label={t('automations.concurrencyColumn')} hint={t('automations.concurrencyColumnHint')}>
      {(control) => (
        <Select
          {...control}
          value={column ?? NONE}
          onValueChange={(value) => onChange(value === NONE ? null : value)}
          options={[
            { value: NONE, label: t('automations.noConcurrencyColumn') },
            ...columns.map((name) => ({ value: name, label: name })),
          ]}
        />
      )}
    </Field>
  )
}
