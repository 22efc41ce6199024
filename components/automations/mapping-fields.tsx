'use client'
import { Choice } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import type { PublicInputField } from '@/lib/contracts/public'
import type { TriggerMapping } from '@/lib/contracts/triggers'

const KINDS = ['whole', 'fields'] as const

export interface MappingFieldsProps {
  fields: readonly PublicInputField[]
  mapping: TriggerMapping
  onChange: (mapping: TriggerMapping) => void
}

/** Maps the whole message to one input, or one path of it to each input. */
export function MappingFields({ fields, mapping, onChange }: MappingFieldsProps) {
  if (fields.length === 0) return <p className="text-muted text-sm">{t('automations.noInputs')}</p>
  return (
    <>
      <Field label={t('automations.mapping')}>
        {() => (
          <Choice
            values={KINDS}
            labelOf={(kind) => t(kind === 'whole' ? 'automations.mappingWhole' : 'automations.mappingFields')}
            value={mapping.kind}
            onSelect={(kind) => onChange(emptyMapping(kind, fields))}
            label={t('automations.mapping')}
          />
        )}
      </Field>
      {mapping.kind === 'whole' ? (
        <Field label={t('automations.input')}>
          {() => (
            <Choice
              values={fields.map(({ name }) => name)}
              labelOf={(name) => fields.find((field) => field.name === name)?.label ?? name}
              value={mapping.input}
              onSelect={(input) => onChange({ kind: 'whole', input })}
              label={t('automations.input')}
            />
          )}
        </Field>
      ) : (
        fields.map((field) => (
          <Field key={field.name} label={field.label} hint={t('automations.path')} required={field.required}>
            {(control) => (
              <Input
                {...control}
                className="font-mono"
                placeholder={t('automations.pathPlaceholder')}
                value={mapping.fields.find(({ input }) => input === field.name)?.path ?? ''}
                onChange={(event) => onChange(withPath(mapping, field.name, event.target.value))}
              />
            )}
          </Field>
        ))
      )}
    </>
  )
}

/** Defaults of a new webhook. */
export function emptyMapping(kind: TriggerMapping['kind'], fields: readonly PublicInputField[]): TriggerMapping {
  const [first] = fields
  return kind === 'whole' && first ? { kind, input: first.name } : { kind: 'fields', fields: [] }
}

function withPath(mapping: Extract<TriggerMapping, { kind: 'fields' }>, input: string, path: string): TriggerMapping {
  const others = mapping.fields.filter((field) => field.input !== input)
  return { kind: 'fields', fields: path.trim() === '' ? others : [...others, { input, path: path.trim() }] }
}
