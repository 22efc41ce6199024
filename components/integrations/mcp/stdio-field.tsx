'use client'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'

export interface StdioFieldProps {
  /** Processes that the operator offers. */
  names: readonly string[]
  /** Empty for a server with an address. */
  value: string
  onChange: (name: string) => void
}

const ADDRESS = '-'

export function StdioField({ names, value, onChange }: StdioFieldProps) {
  if (names.length === 0) return null
  return (
    <Field label={t('mcpServers.process')}>
      {(control) => (
        <Select
          {...control}
          value={value || ADDRESS}
          onValueChange={(name) => onChange(name === ADDRESS ? '' : name)}
          options={[
            { value: ADDRESS, label: t('mcpServers.processAddress') },
            ...names.map((name) => ({ value: name, label: name })),
          ]}
        />
      )}
    </Field>
  )
}
