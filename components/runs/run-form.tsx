'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, type FieldControl } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import type { JsonObject } from '@/lib/core/json'
import { draftOf, type InputField, readForm } from './input-fields'

export interface RunFormProps {
  fields: readonly InputField[]
  isActive: boolean
  onStart: (inputs: JsonObject) => void
  onStop: () => void
}

/** A form made from the fields of the start node. */
export function RunForm({ fields, isActive, onStart, onStop }: RunFormProps) {
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({})
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  function start() {
    const messages = { required: t('runPanel.required'), number: t('runPanel.noNumber'), json: t('runPanel.noJson') }
    const read = readForm(fields, drafts, messages)
    setErrors(read.ok ? {} : read.errors)
    if (read.ok) onStart(read.inputs)
  }
  return (
    <form
      className="flex flex-col gap-3.5"
      onSubmit={(event) => {
        event.preventDefault()
        start()
      }}
    >
      {fields.length === 0 ? <p className="text-muted text-sm">{t('runPanel.noFields')}</p> : null}
      {fields.map((field) => (
        <Field key={field.name} label={field.label || field.name} required={field.required} error={errors[field.name]}>
          {(control) => (
            <FieldInput
              field={field}
              control={control}
              value={draftOf(field, drafts)}
              onChange={(value) => setDrafts({ ...drafts, [field.name]: value })}
            />
          )}
        </Field>
      ))}
      <div>
        {isActive ? (
          <Button icon="square" onClick={onStop}>
            {t('runPanel.stop')}
          </Button>
        ) : (
          <Button type="submit" variant="accent" icon="play">
            {t('runPanel.run')}
          </Button>
        )}
      </div>
    </form>
  )
}

interface FieldInputProps {
  field: InputField
  control: FieldControl
  value: string
  onChange: (value: string) => void
}

function FieldInput({ field, control, value, onChange }: FieldInputProps) {
  switch (field.kind) {
    case 'boolean':
      return (
        <Switch
          {...control}
          checked={value === 'true'}
          onCheckedChange={(checked) => onChange(String(checked))}
          className="self-start"
        />
      )
    case 'choice':
      return (
        <Select
          {...control}
          value={value || undefined}
          onValueChange={onChange}
          options={field.options.map((option) => ({ value: option, label: option }))}
        />
      )
    case 'paragraph':
    case 'json':
      return (
        <Textarea
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={field.kind === 'json' ? 'font-mono text-xs' : ''}
        />
      )
    default:
      return (
        <Input
          {...control}
          inputMode={field.kind === 'number' ? 'decimal' : 'text'}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}
