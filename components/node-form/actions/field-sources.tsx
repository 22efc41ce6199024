'use client'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import type { JsonObject } from '@/lib/core/json'
import { FILLED_BY, type FilledBy } from '@/lib/nodes/shared/actions/action-config'
import { isWired, WIRED } from '@/lib/nodes/shared/actions/action-ports'
import type { FieldSummary } from '@/lib/plugins/catalog-types'

export interface FieldSourcesProps {
  fields: readonly FieldSummary[]
  values: JsonObject
  filledBy: Readonly<Record<string, FilledBy>>
  onValues: (values: JsonObject) => void
  onFilledBy: (filledBy: Record<string, FilledBy>) => void
}

/** For each field: whether it is an input of the node, and who fills it when a model calls the action. */
export function FieldSources({ fields, values, filledBy, onValues, onFilledBy }: FieldSourcesProps) {
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted text-xs">{t('integrations.fieldSourcesHelp')}</p>
      {fields.map(({ id, label, filledBy: usual }) => (
        <div key={id} className="grid grid-cols-2 items-center gap-x-2 gap-y-1">
          <span className="col-span-2 truncate text-sm">{label}</span>
          <Select
            aria-label={t('integrations.sourceOf', { field: label })}
            size="sm"
            value={isWired(values[id]) ? 'wire' : 'value'}
            onValueChange={(source) => onValues({ ...values, [id]: source === 'wire' ? { ...WIRED } : '' })}
            options={[
              { value: 'value', label: t('integrations.sourceValue') },
              { value: 'wire', label: t('integrations.sourceWire') },
            ]}
          />
          <Select
            aria-label={t('integrations.filledByOf', { field: label })}
            size="sm"
            value={filledBy[id] ?? usual}
            onValueChange={(next) => {
              const selected = FILLED_BY.find((candidate) => candidate === next)
              if (selected) onFilledBy({ ...filledBy, [id]: selected })
            }}
            options={FILLED_BY.map((value) => ({ value, label: t(`integrations.filledBy-${value}`) }))}
          />
        </div>
      ))}
    </div>
  )
}
