'use client'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import type { VersionView } from '@/lib/contracts/versions'

export interface VersionFieldProps {
  versions: readonly VersionView[]
  value: string
  onChange: (versionId: string) => void
}

/** Selects a version by number and note. */
export function VersionField({ versions, value, onChange }: VersionFieldProps) {
  return (
    <Field label={t('releases.promoteVersion')}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onValueChange={onChange}
          options={versions.map(({ id, number, note }) => ({
            value: id,
            label: t('releases.version', { number }),
            ...(note ? { description: note } : {}),
          }))}
        />
      )}
    </Field>
  )
}
