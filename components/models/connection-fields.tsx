'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { FieldErrors } from '@/lib/client/field-errors'
import { t } from '@/lib/client/messages/t'
import type { ProviderManifest } from '@/lib/providers/provider-manifest'

export interface ConnectionFieldsProps {
  provider: ProviderManifest
  values: { name: string; baseUrl: string; apiKey: string }
  onChange: (change: { name?: string; baseUrl?: string; apiKey?: string }) => void
  errors: FieldErrors
  keyHint: string
}

export function ConnectionFields({ provider, values, onChange, errors, keyHint }: ConnectionFieldsProps) {
  const [showsAddress, setShowsAddress] = useState(!provider.baseUrl.isAdvanced)
  return (
    <>
      {provider.apiKey.use === 'none' ? null : (
        <Field
          label={provider.apiKey.use === 'optional' ? t('models.apiKeyOptional') : t('models.apiKey')}
          hint={keyHint}
          error={errors.apiKey}
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              // Password managers would offer the person's own passwords here.
              autoComplete="off"
              data-1p-ignore
              value={values.apiKey}
              placeholder={provider.apiKey.placeholder}
              onChange={(event) => onChange({ apiKey: event.target.value })}
            />
          )}
        </Field>
      )}
      {showsAddress || errors.baseUrl ? (
        <Field label={t('models.baseUrl')} hint={provider.baseUrl.help} error={errors.baseUrl}>
          {(control) => (
            <Input
              {...control}
              type="url"
              inputMode="url"
              spellCheck={false}
              value={values.baseUrl}
              placeholder={provider.baseUrl.placeholder}
              onChange={(event) => onChange({ baseUrl: event.target.value })}
              className="font-mono text-xs"
            />
          )}
        </Field>
      ) : (
        <Button variant="link" className="self-start" onClick={() => setShowsAddress(true)}>
          {t('models.advanced')}
        </Button>
      )}
      <Field label={t('models.connectionName')} error={errors.name}>
        {(control) => (
          <Input {...control} value={values.name} onChange={(event) => onChange({ name: event.target.value })} />
        )}
      </Field>
    </>
  )
}
