'use client'
import { Disclosure } from '@/components/ui/disclosure'
import { Field, type FieldControl } from '@/components/ui/field'
import { Switch } from '@/components/ui/switch'
import { FieldGroup } from './field-group'
import type { FormFieldProps } from './field-renderer'
import type { FieldSpec } from './field-spec'
import { AbilityModelField } from './fields/ability-model-field'
import { ChoiceField } from './fields/choice-field'
import { ChoicesField } from './fields/choices-field'
import { JsonField } from './fields/json-field'
import { ListField } from './fields/list-field'
import { MembersField } from './fields/members-field'
import { ModelField } from './fields/model-field'
import { NumberField } from './fields/number-field'
import { TextField } from './fields/text-field'
import { TrainedModelField } from './fields/trained-model-field'
import { VariantsField } from './fields/variants-field'
import { JSON_SCHEMA_SCHEMA } from './json/json-schema-schema'
import { isJsonObject } from './json-values'
import { useNodeFormContext } from './node-form-context'

/** One field with its label, help and error. */
export function FormField(props: FormFieldProps) {
  const { spec, value, onChange, path } = props
  const error = useFieldError(spec, path)
  const { help, unit } = spec.layout
  if (spec.kind === 'boolean') {
    return (
      // biome-ignore lint/a11y/noLabelWithoutControl: the switch is inside.
      <label className="flex items-center justify-between gap-3 text-sm">
        <span>
          {spec.label}
          {help ? <span className="block text-muted text-xs">{help}</span> : null}
        </span>
        <Switch checked={value === true} onCheckedChange={onChange} />
      </label>
    )
  }
  if (spec.kind === 'object' && spec.layout.input === 'section') {
    return (
      <Disclosure label={spec.label}>
        <FieldGroup fields={spec.fields} value={isJsonObject(value) ? value : {}} onChange={onChange} path={path} />
      </Disclosure>
    )
  }
  return (
    <div data-field={path.join('.')}>
      <Field label={spec.label} error={error} {...(help ? { hint: help } : {})} {...(unit ? { aside: unit } : {})}>
        {(control) => <Control {...props} control={control} />}
      </Field>
    </div>
  )
}

function Control({ spec, value, onChange, path, control }: FormFieldProps & { control: FieldControl }) {
  if (spec.layout.input === 'model') {
    const { ability = 'chat' } = spec.layout
    if (ability === 'chat') return <ModelField value={value} onChange={onChange} control={control} />
    return <AbilityModelField ability={ability} value={value} onChange={onChange} control={control} />
  }
  if (spec.layout.input === 'trained-model')
    return <TrainedModelField value={value} onChange={onChange} control={control} />
  if (spec.layout.input === 'members') return <MembersField value={value} onChange={onChange} />
  if (spec.kind === 'list' && spec.item.kind === 'choice')
    return <ChoicesField options={spec.item.options} value={value} onChange={onChange} />
  switch (spec.kind) {
    case 'text':
      return <TextField spec={spec} value={value} onChange={onChange} control={control} />
    case 'number':
      return <NumberField spec={spec} value={value} onChange={onChange} control={control} />
    case 'choice':
      return <ChoiceField spec={spec} value={value} onChange={onChange} control={control} />
    case 'list':
      return <ListField spec={spec} value={value} onChange={onChange} path={path} />
    case 'object':
      return (
        <div className="rounded-md border p-3">
          <FieldGroup fields={spec.fields} value={isJsonObject(value) ? value : {}} onChange={onChange} path={path} />
        </div>
      )
    case 'variants':
      return <VariantsField spec={spec} value={value} onChange={onChange} path={path} />
    case 'json':
      return (
        <JsonField
          value={value}
          onChange={onChange}
          control={control}
          label={spec.label}
          schema={spec.layout.shape === 'json-schema' ? JSON_SCHEMA_SCHEMA : undefined}
        />
      )
    case 'boolean':
      return null
  }
}

/** The error of the field itself. Lists and objects show the errors of their parts at the parts. */
function useFieldError(spec: FieldSpec, path: readonly string[]): string | undefined {
  const { errors } = useNodeFormContext()
  const fieldPath = path.join('.')
  if (Object.hasOwn(errors, fieldPath)) return errors[fieldPath]
  if (spec.kind !== 'json' && spec.layout.input !== 'model' && spec.layout.input !== 'trained-model') return undefined
  return Object.entries(errors).find(([key]) => key.startsWith(`${fieldPath}.`))?.[1]
}
