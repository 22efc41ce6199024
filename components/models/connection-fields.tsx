'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { FieldErrors } from '@/lib/client/http/field-errors'
import { t } from '@/lib/client/messages/t'
import { defaultBaseUrl, fieldsOf } from '@/lib/providers/connection-settings'
import type { ProviderField, ProviderManifest } from '@/lib/providers/provider-manifest'
import { KeyField } from './key-field'
import { SettingField } from './setting-field'

export interface ConnectionValues {
  name: string
  /** Empty for the service's default. */
  baseUrl: string
  apiKey: string
  fields: Readonly<Record<string, string>>
}

export interface ConnectionFieldsProps {
  provider: ProviderManifest
  values: ConnectionValues
  onChange: (change: Partial<ConnectionValues>) => void
  errors: FieldErrors
  storedHint?: string | undefined
}

/** The form described by the manifest of a service: required fields first, the rest on demand. */
export function ConnectionFields({ provider, values, onChange, errors, storedHint }: ConnectionFieldsProps) {
  const settings = fieldsOf(provider, values.fields)
  const { isAdvanced } = provider.baseUrl
  const [wantsMore, setWantsMore] = useState(false)
  const hasHiddenProblem = settings.some((field) => !isShownFirst(field) && errors[`fields.${field.name}`])
  const showsMore =
    wantsMore || hasHiddenProblem || (isAdvanced && (values.baseUrl !== '' || errors.baseUrl !== undefined))
  const drawSettings = (isFirst: boolean) =>
    settings
      .filter((field) => isShownFirst(field) === isFirst)
      .map((field) => (
        <SettingField
          key={field.name}
          field={field}
          value={values.fields[field.name] ?? ''}
          onChange={(value) => onChange({ fields: { ...values.fields, [field.name]: value } })}
          error={errors[`fields.${field.name}`]}
        />
      ))
  const address = (
    <Field label={t('models.baseUrl')} hint={provider.baseUrl.help} error={errors.baseUrl}>
      {(control) => (
        <Input
          {...control}
          type="url"
          inputMode="url"
          spellCheck={false}
          value={values.baseUrl}
          placeholder={defaultBaseUrl(provider, values.fields) ?? provider.baseUrl.placeholder}
          onChange={(event) => onChange({ baseUrl: event.target.value })}
          className="font-mono text-xs"
        />
      )}
    </Field>
  )
  return (
    <>
      {isAdvanced ? null : address}
      {drawSettings(true)}
      <KeyField
        provider={provider}
        value={values.apiKey}
        onChange={(apiKey) => onChange({ apiKey })}
        error={errors.apiKey}
        storedHint={storedHint}
      />
      {showsMore ? (
        <>
          {drawSettings(false)}
          {isAdvanced ? address : null}
          <Field label={t('models.connectionName')} error={errors.name}>
            {(control) => (
              <Input {...control} value={values.name} onChange={(event) => onChange({ name: event.target.value })} />
            )}
          </Field>
        </>
      ) : (
        <Button variant="quiet" icon="chevron-down" className="self-start" onClick={() => setWantsMore(true)}>
          {t('models.moreSettings')}
        </Button>
      )}
    </>
  )
}

function isShownFirst({ required, isProminent = false }: ProviderField): boolean {
  return required || isProminent
}
