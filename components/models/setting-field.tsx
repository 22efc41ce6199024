'use client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { ProviderField } from '@/lib/providers/provider-manifest'

export interface SettingFieldProps {
  field: ProviderField
  value: string
  onChange: (value: string) => void
  error: string | undefined
}

/** One setting of a service, as its manifest describes it. */
export function SettingField({ field, value, onChange, error }: SettingFieldProps) {
  return (
    <Field label={field.label} hint={field.help} error={error} required={field.required && !field.options}>
      {(control) =>
        field.options ? (
          <Select {...control} value={value || field.default} onValueChange={onChange} options={field.options} />
        ) : (
          <Input
            {...control}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="none"
            value={value}
            placeholder={field.placeholder}
            onChange={(event) => onChange(event.target.value)}
            className="font-mono text-xs"
          />
        )
      }
    </Field>
  )
}
