'use client'
import { Choice } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { SwitchRow } from '@/components/ui/switch-row'
import { fieldErrors } from '@/lib/client/http/field-errors'
import { type MessageKey, t } from '@/lib/client/messages/t'
import { ChunkingSettings } from '@/lib/core/knowledge/chunking-settings'
import { CHUNKERS, chunkerHint, chunkerLabel } from './chunker-labels'

const NUMBERS = {
  maxTokens: 'indexing.maxTokens',
  overlapTokens: 'indexing.overlapTokens',
  parentTokens: 'indexing.parentTokens',
  windowSentences: 'indexing.windowSentences',
  rowsPerChunk: 'indexing.rowsPerChunk',
} as const satisfies Readonly<Record<string, MessageKey>>
const isNumber = (name: string): name is keyof typeof NUMBERS => Object.hasOwn(NUMBERS, name)

export interface ChunkingFieldsProps {
  value: ChunkingSettings
  onChange: (value: ChunkingSettings) => void
}

/** An invalid number stays in the field with an error and is not applied. */
export function ChunkingFields({ value, onChange }: ChunkingFieldsProps) {
  const errors = fieldErrors(ChunkingSettings, value)
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Field label={t('indexing.chunker')} hint={chunkerHint(value.chunker)} className="sm:col-span-1">
        {() => (
          <Choice
            values={CHUNKERS}
            labelOf={chunkerLabel}
            value={value.chunker}
            onSelect={(chunker) => onChange(ChunkingSettings.parse({ chunker, contextHeader: value.contextHeader }))}
            label={t('indexing.chunker')}
          />
        )}
      </Field>
      {Object.entries(value).map(([name, number]) => {
        return isNumber(name) && typeof number === 'number' ? (
          <Field key={`${value.chunker}/${name}`} label={t(NUMBERS[name])} error={errors[name]}>
            {(control) => (
              <Input
                {...control}
                type="number"
                inputMode="numeric"
                defaultValue={number}
                onChange={(event) => onChange({ ...value, [name]: event.target.valueAsNumber || 0 })}
              />
            )}
          </Field>
        ) : null
      })}
      <div className="max-w-xl sm:col-span-3">
        <SwitchRow
          label={t('indexing.contextHeader')}
          checked={value.contextHeader}
          onChange={(contextHeader) => onChange({ ...value, contextHeader })}
        />
      </div>
    </div>
  )
}
