'use client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { FieldErrors } from '@/lib/client/http/field-errors'
import { t } from '@/lib/client/messages/t'
import type { ConnectionLimits } from '@/lib/contracts/models'

export interface LimitFieldsProps {
  limits: ConnectionLimits
  onChange: (limits: ConnectionLimits) => void
  errors: FieldErrors
}

/** Limits of this connection that keep calls within the account's quota. An empty field sets no limit. */
export function LimitFields({ limits, onChange, errors }: LimitFieldsProps) {
  const { maxConcurrent, requestsPerMinute } = limits
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">{t('models.limits')}</legend>
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label={t('models.maxConcurrent')}
          value={maxConcurrent}
          error={errors['limits.maxConcurrent']}
          onChange={(value) => onChange(withLimit({ requestsPerMinute }, 'maxConcurrent', value))}
        />
        <NumberField
          label={t('models.requestsPerMinute')}
          value={requestsPerMinute}
          error={errors['limits.requestsPerMinute']}
          onChange={(value) => onChange(withLimit({ maxConcurrent }, 'requestsPerMinute', value))}
        />
      </div>
      <p className="mt-1.5 text-muted text-xs">{t('models.limitsHint')}</p>
    </fieldset>
  )
}

interface NumberFieldProps {
  label: string
  value: number | undefined
  error: string | undefined
  onChange: (value: number | undefined) => void
}

function NumberField({ label, value, error, onChange }: NumberFieldProps) {
  return (
    <Field label={<span className="font-normal text-muted text-xs">{label}</span>} error={error}>
      {(control) => (
        <Input
          {...control}
          type="number"
          min={1}
          step={1}
          value={value ?? ''}
          placeholder={t('models.noLimit')}
          onChange={({ target }) => onChange(target.value === '' ? undefined : Number(target.value))}
        />
      )}
    </Field>
  )
}

/** Omits unset limits, because the contract does not allow undefined. */
function withLimit(
  { maxConcurrent, requestsPerMinute }: { maxConcurrent?: number | undefined; requestsPerMinute?: number | undefined },
  name: 'maxConcurrent' | 'requestsPerMinute',
  value: number | undefined,
): ConnectionLimits {
  return {
    ...(maxConcurrent === undefined ? {} : { maxConcurrent }),
    ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
    ...(value === undefined ? {} : { [name]: value }),
  }
}
