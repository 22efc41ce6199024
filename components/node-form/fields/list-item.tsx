'use client'
import type { ReactNode } from 'react'
import { Input } from '@/components/ui/input'
import type { Json } from '@/lib/core/json'
import { FieldGroup } from '../field-group'
import { useFieldRenderer } from '../field-renderer'
import type { FieldSpec } from '../field-spec'
import { isJsonObject, textOf } from '../json-values'
import { useNodeFormContext } from '../node-form-context'
import { ReferenceField } from '../references/reference-field'

export interface ListItemProps {
  spec: FieldSpec
  /** “Case 2” */
  title: string
  value: Json
  onChange: (value: Json) => void
  path: readonly string[]
  actions: ReactNode
}

/** One item: a line of text with buttons, or a small form under a heading. */
export function ListItem({ spec, title, value, onChange, path, actions }: ListItemProps) {
  const FormField = useFieldRenderer()
  const { errors } = useNodeFormContext()
  if (spec.kind === 'text') {
    const error = errors[path.join('.')]
    return (
      <>
        <div className="min-w-0 flex-1">
          {spec.layout.references ? (
            <ReferenceField value={textOf(value)} onChange={onChange} label={title} />
          ) : (
            <Input
              aria-label={title}
              aria-invalid={error ? true : undefined}
              value={textOf(value)}
              onChange={(event) => onChange(event.target.value)}
            />
          )}
          {error ? <p className="mt-1 text-danger text-xs">{error}</p> : null}
        </div>
        {actions}
      </>
    )
  }
  return (
    <>
      <div className="-mt-1 mb-2 flex items-center justify-between gap-2">
        <span className="font-medium text-muted text-xs">{title}</span>
        {actions}
      </div>
      {spec.kind === 'object' ? (
        <FieldGroup fields={spec.fields} value={isJsonObject(value) ? value : {}} onChange={onChange} path={path} />
      ) : (
        <FormField spec={spec} value={value} onChange={onChange} path={path} />
      )}
    </>
  )
}
