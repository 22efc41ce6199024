'use client'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { OptionalNumberField } from '@/components/ui/optional-number-field'
import { Select } from '@/components/ui/select'
import { toast } from '@/components/ui/toast'
import { formatCount } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { type ContractForm, useContractForm } from '@/lib/client/queries/use-contract-form'
import type { ResponseOf } from '@/lib/contracts/contract'
import { AppLimits, getAppProtection, saveAppProtection } from '@/lib/contracts/protection'

type Defaults = ResponseOf<typeof getAppProtection>['defaults']
type Form = ContractForm<typeof saveAppProtection>

export interface AppProtectionFormProps {
  appId: string
  limits: AppLimits
  defaults: Defaults
}

export function AppProtectionForm({ appId, limits, defaults }: AppProtectionFormProps) {
  const form = useContractForm(saveAppProtection, {
    params: { appId },
    initial: limits,
    invalidates: [getAppProtection],
    onSuccess: () => toast.success(t('protection.limitsSaved')),
  })
  return (
    <form onSubmit={form.onSubmit} noValidate className="flex flex-col gap-5">
      <p className="max-w-2xl text-muted text-sm">{t('protection.appIntro')}</p>
      <Group title={t('protection.groupApp')}>
        <Limit form={form} defaults={defaults} name="perMinute" label={t('protection.perMinute')} />
        <Limit form={form} defaults={defaults} name="atOnce" label={t('protection.atOnce')} />
        <Limit form={form} defaults={defaults} name="addressPerMinute" label={t('protection.addressPerMinute')} />
      </Group>
      <Group title={t('protection.groupEndUser')} hint={t('protection.groupEndUserHint')}>
        <Limit form={form} defaults={defaults} name="endUserPerMinute" label={t('protection.perMinute')} />
        <Limit form={form} defaults={defaults} name="endUserAtOnce" label={t('protection.atOnce')} />
      </Group>
      <Group title={t('protection.groupInput')}>
        <Limit
          form={form}
          defaults={defaults}
          name="maxText"
          label={t('protection.maxText')}
          unit={t('protection.maxTextUnit')}
        />
        <Limit
          form={form}
          defaults={defaults}
          name="maxBodyKb"
          label={t('protection.maxBodyKb')}
          unit={t('protection.maxBodyKbUnit')}
        />
        <GuardField form={form} />
      </Group>
      <FormError error={form.error} />
      <Button type="submit" variant="accent" busy={form.busy} className="self-start">
        {t('protection.saveLimits')}
      </Button>
    </form>
  )
}

function Group({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="font-semibold text-sm">{title}</legend>
      {hint ? <p className="text-muted text-xs">{hint}</p> : null}
      <div className="mt-2 grid gap-4 sm:grid-cols-2 lg:grid-cols-3">{children}</div>
    </fieldset>
  )
}

interface LimitProps {
  form: Form
  defaults: Defaults
  name: keyof Defaults
  label: string
  unit?: string
}

/** If empty, the instance default applies, which is shown as the placeholder. */
function Limit({ form: { values, errors, set }, defaults, name, label, unit }: LimitProps) {
  return (
    <OptionalNumberField
      label={label}
      value={values[name]}
      placeholder={t('protection.byDefault', { value: formatCount(defaults[name]) })}
      unit={unit}
      error={errors[name]}
      onChange={(value) => set({ [name]: value })}
    />
  )
}

function GuardField({ form: { values, errors, set } }: { form: Form }) {
  return (
    <Field
      label={t('protection.guard')}
      hint={t('protection.guardText')}
      error={errors.guard}
      className="sm:col-span-full"
    >
      {(control) => (
        <Select
          {...control}
          value={values.guard ?? 'off'}
          onValueChange={(value) => set({ guard: AppLimits.shape.guard.catch('off').parse(value) })}
          options={[
            { value: 'off', label: t('protection.guard-off') },
            { value: 'count', label: t('protection.guard-count'), description: t('protection.guard-countText') },
            { value: 'block', label: t('protection.guard-block'), description: t('protection.guard-blockText') },
          ]}
        />
      )}
    </Field>
  )
}
