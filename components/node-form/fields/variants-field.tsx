'use client'
import { Select } from '@/components/ui/select'
import type { Json } from '@/lib/core/json'
import { FieldGroup } from '../field-group'
import type { VariantsSpec } from '../field-spec'
import { isJsonObject, textOf } from '../json-values'
import { newVariant } from '../new-item'

export interface VariantsFieldProps {
  spec: VariantsSpec
  value: Json
  onChange: (value: Json) => void
  path: readonly string[]
}

/** A discriminated union: first the variant, then its fields. */
export function VariantsField({ spec, value, onChange, path }: VariantsFieldProps) {
  const { discriminator, variants } = spec
  const current = isJsonObject(value) ? value : {}
  const selected = variants.find((variant) => variant.value === textOf(current[discriminator]))
  return (
    <div className="flex flex-col gap-3">
      <Select
        aria-label={spec.label}
        value={selected?.value}
        options={variants}
        onValueChange={(next) =>
          onChange(
            newVariant(
              discriminator,
              variants.find((variant) => variant.value === next),
            ),
          )
        }
      />
      {selected && selected.fields.length > 0 ? (
        <FieldGroup fields={selected.fields} value={current} onChange={onChange} path={path} />
      ) : null}
    </div>
  )
}
