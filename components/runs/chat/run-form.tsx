'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { TypedInput } from '@/components/ui/typed-input'
import { t } from '@/lib/client/messages/t'
import type { JsonObject } from '@/lib/core/json'
import { draftOf, type FieldDrafts, type InputField, readForm } from './input-fields'
import { RunFileField } from './run-file-field'
import type { RunFileStore } from './run-file-store'

const TYPE_OF = {
  text: 'line',
  paragraph: 'text',
  number: 'number',
  boolean: 'boolean',
  choice: 'choice',
  json: 'json',
  file: 'line',
  image: 'line',
} as const

export interface RunFormProps {
  appId: string
  fields: readonly InputField[]
  isActive: boolean
  onStart: (inputs: JsonObject) => void
  onStop: () => void
  /** Called with the current values; null while something is missing or invalid. */
  onDraft?: (inputs: JsonObject | null) => void
  /** Initial values of a form that is remounted. */
  initial?: FieldDrafts
  onDrafts?: (drafts: FieldDrafts) => void
  /** Holds the files of a form that is remounted. */
  filesOf?: (field: string) => RunFileStore
}

/** A form generated from the fields of the start node. */
export function RunForm(props: RunFormProps) {
  const { appId, fields, isActive, onStart, onStop, onDraft, initial, onDrafts, filesOf } = props
  const [drafts, setDrafts] = useState<FieldDrafts>(initial ?? {})
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const messages = { required: t('runPanel.required'), number: t('runPanel.noNumber'), json: t('runPanel.noJson') }
  function change(name: string, value: string) {
    const next = { ...drafts, [name]: value }
    setDrafts(next)
    onDrafts?.(next)
    const parsed = readForm(fields, next, messages)
    onDraft?.(parsed.ok ? parsed.inputs : null)
  }
  function start() {
    const parsed = readForm(fields, drafts, messages)
    setErrors(parsed.ok ? {} : parsed.errors)
    if (parsed.ok) onStart(parsed.inputs)
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
          {(control) =>
            field.kind === 'file' || field.kind === 'image' || field.kind === 'audio' ? (
              <RunFileField
                appId={appId}
                kind={field.kind}
                kept={filesOf?.(field.name)}
                onChange={(fileId) => setDrafts((all) => ({ ...all, [field.name]: fileId }))}
              />
            ) : (
              <TypedInput
                type={TYPE_OF[field.kind]}
                options={field.options}
                control={control}
                value={draftOf(field, drafts)}
                onChange={(value) => change(field.name, value)}
              />
            )
          }
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
