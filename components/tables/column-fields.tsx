'use client'
import { useId } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Choice } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { COLUMN_TYPES } from '@/lib/graph/tables/columns'
import type { ColumnDraft } from './column-draft'

export interface ColumnFieldsProps {
  column: ColumnDraft
  onChange: (column: ColumnDraft) => void
  onRemove: (() => void) | undefined
}

/** One column in the form of a table. */
export function ColumnFields({ column, onChange, onRemove }: ColumnFieldsProps) {
  const id = useId()
  const set = (changes: Partial<ColumnDraft>) => onChange({ ...column, ...changes })
  return (
    <div className="flex flex-col gap-2 rounded-md border p-3">
      <div className="flex items-end gap-2">
        <Field label={t('tables.columnName')} className="min-w-0 flex-1" required>
          {(control) => (
            <Input
              {...control}
              value={column.label}
              maxLength={60}
              onChange={(event) => set({ label: event.target.value })}
            />
          )}
        </Field>
        <Choice
          values={COLUMN_TYPES}
          labelOf={(type) => t('tables.columnType', { type })}
          value={column.type}
          onSelect={(type) => set({ type })}
          label={t('tables.type')}
          className="w-32"
        />
        {onRemove ? (
          <IconButton icon="trash" label={t('tables.removeColumn', { name: column.label })} onClick={onRemove} />
        ) : null}
      </div>
      {column.type === 'choice' ? (
        <Field label={t('tables.options')} hint={t('tables.optionsHint')}>
          {(control) => (
            <Input
              {...control}
              defaultValue={column.options.join(', ')}
              onChange={(event) => set({ options: optionsOf(event.target.value) })}
            />
          )}
        </Field>
      ) : null}
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {(['required', 'unique', 'personal'] as const).map((flag) => (
          <span key={flag} className="flex items-center gap-2">
            <Checkbox
              id={`${id}-${flag}`}
              checked={column[flag]}
              onCheckedChange={(checked) => set({ [flag]: checked === true })}
            />
            <label htmlFor={`${id}-${flag}`} className="text-sm">
              {t('tables.flag', { flag })}
            </label>
          </span>
        ))}
      </div>
    </div>
  )
}

const optionsOf = (text: string): string[] =>
  text
    .split(',')
    .map((option) => option.trim())
    .filter((option) => option !== '')
