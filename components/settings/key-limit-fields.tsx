'use client'
import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { OptionalNumberField } from '@/components/ui/optional-number-field'
import { parseDollars } from '@/lib/client/format/parse-dollars'
import { t } from '@/lib/client/messages/t'
import type { ContractForm } from '@/lib/client/queries/use-contract-form'
import type { createKey } from '@/lib/contracts/keys'

const USUAL = 60
const NONE = { perMinute: null, atOnce: null }

/** Rate limit, concurrency limit and daily budget of the key; all optional. */
export function KeyLimitFields({ form }: { form: ContractForm<typeof createKey> }) {
  const [dollars, setDollars] = useState('')
  const { limits = NONE } = form.values
  function setBudget(text: string) {
    setDollars(text)
    const { dailyBudgetMicros: _, ...kept } = form.values
    const micros = parseDollars(text)
    // An invalid amount is sent as a value that the contract rejects, so that the field shows the error.
    form.replace(text.trim() === '' ? kept : { ...kept, dailyBudgetMicros: micros ?? -1 })
  }
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="font-medium text-sm">{t('protection.keyLimits')}</legend>
      <p className="text-muted text-xs">{t('protection.keyLimitsHint', { perMinute: USUAL })}</p>
      <div className="grid gap-3 sm:grid-cols-3">
        <OptionalNumberField
          label={t('protection.perMinute')}
          value={limits.perMinute}
          error={form.errors['limits.perMinute']}
          onChange={(perMinute) => form.set({ limits: { ...limits, perMinute } })}
        />
        <OptionalNumberField
          label={t('protection.atOnce')}
          value={limits.atOnce}
          error={form.errors['limits.atOnce']}
          onChange={(atOnce) => form.set({ limits: { ...limits, atOnce } })}
        />
        <Field
          label={t('protection.keyBudget')}
          error={form.errors.dailyBudgetMicros && t('protection.keyBudgetWrong')}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              placeholder="5.00"
              value={dollars}
              onChange={(event) => setBudget(event.target.value)}
            />
          )}
        </Field>
      </div>
      <p className="text-muted text-xs">{t('protection.keyBudgetHint')}</p>
    </fieldset>
  )
}
