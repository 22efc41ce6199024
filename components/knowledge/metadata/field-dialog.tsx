'use client'
import { type FormEvent, useState } from 'react'
import { Choice } from '@/components/ui/choice'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { fieldErrors } from '@/lib/client/http/field-errors'
import { t } from '@/lib/client/messages/t'
import { METADATA_TYPES, MetadataField } from '@/lib/core/knowledge/document-metadata'
import { TYPE_LABELS } from './type-labels'

export interface FieldDialogProps {
  field: MetadataField
  isNew: boolean
  busy: boolean
  error: Error | null
  onSave: (field: MetadataField) => void
  onClose: () => void
}

export function FieldDialog({ field, isNew, busy, error, onSave, onClose }: FieldDialogProps) {
  const [name, setName] = useState(field.name)
  const [type, setType] = useState(field.type)
  const [description, setDescription] = useState(field.description)
  const [options, setOptions] = useState(field.options.join(', '))
  const [pattern, setPattern] = useState(field.rules[0]?.pattern ?? '')
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  function onSubmit(event: FormEvent) {
    event.preventDefault()
    const values = {
      name,
      type,
      description,
      options: options
        .split(',')
        .map((option) => option.trim())
        .filter(Boolean),
      rules: pattern.trim() === '' ? [] : [{ pattern }, ...field.rules.slice(1)],
    }
    const parsed = MetadataField.safeParse(values)
    if (parsed.success) return onSave(parsed.data)
    const found = Object.entries(fieldErrors(MetadataField, values))
    setErrors(Object.fromEntries(found.map(([path, error]) => [path.split('.')[0], error])))
  }
  return (
    <FormDialog
      title={isNew ? t('indexing.addField') : field.name}
      submitLabel={t('common.save')}
      busy={busy}
      error={error}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <Field label={t('indexing.fieldName')} error={errors.name} required>
        {(control) => (
          <Input
            {...control}
            value={name}
            onChange={(event) => setName(event.target.value)}
            maxLength={60}
            autoFocus={name === ''}
          />
        )}
      </Field>
      <Field label={t('indexing.fieldType')}>
        {() => (
          <Choice
            values={METADATA_TYPES}
            labelOf={(value) => t(TYPE_LABELS[value])}
            value={type}
            onSelect={setType}
            label={t('indexing.fieldType')}
          />
        )}
      </Field>
      <Field
        label={t('indexing.fieldDescription')}
        hint={t('indexing.fieldDescriptionHint')}
        error={errors.description}
      >
        {(control) => (
          <Input
            {...control}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
            maxLength={300}
          />
        )}
      </Field>
      {type === 'text' || type === 'list' ? (
        <Field label={t('indexing.fieldOptions')} hint={t('indexing.fieldOptionsHint')} error={errors.options}>
          {(control) => <Input {...control} value={options} onChange={(event) => setOptions(event.target.value)} />}
        </Field>
      ) : null}
      <Field
        label={t('indexing.fieldRule')}
        hint={t('indexing.fieldRuleHint', { value: '{value}' })}
        error={errors.rules}
      >
        {(control) => (
          <Input
            {...control}
            value={pattern}
            onChange={(event) => setPattern(event.target.value)}
            placeholder="{value}/*"
          />
        )}
      </Field>
    </FormDialog>
  )
}
