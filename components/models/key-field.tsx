'use client'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import type { ProviderManifest } from '@/lib/providers/provider-manifest'

export interface KeyFieldProps {
  provider: ProviderManifest
  value: string
  onChange: (value: string) => void
  error: string | undefined
  /** Replaces the service's help text if a key is stored. */
  storedHint?: string | undefined
}

/** A one-line key or a key file. Renders nothing for services without a key. */
export function KeyField({ provider, value, onChange, error, storedHint }: KeyFieldProps) {
  const { use, help, placeholder, format } = provider.apiKey
  if (use === 'none') return null
  const isFile = format === 'json'
  return (
    <Field
      label={t(isFile ? 'models.keyFile' : use === 'optional' ? 'models.apiKeyOptional' : 'models.apiKey')}
      hint={storedHint ?? help}
      error={error}
      required={use === 'required' && storedHint === undefined}
      aside={<DocsLink provider={provider} />}
    >
      {(control) =>
        isFile ? (
          <Textarea
            {...control}
            rows={5}
            spellCheck={false}
            autoComplete="off"
            value={value}
            placeholder={placeholder}
            onChange={(event) => onChange(event.target.value)}
            className="max-h-48 font-mono text-xs"
          />
        ) : (
          <SecretInput {...control} value={value} placeholder={placeholder} onChange={onChange} />
        )
      }
    </Field>
  )
}

export interface SecretInputProps {
  value: string
  placeholder: string
  onChange: (value: string) => void
  id?: string
  'aria-label'?: string
}

export function SecretInput({ value, placeholder, onChange, ...control }: SecretInputProps) {
  return (
    <Input
      {...control}
      type="password"
      // Prevents password managers from offering account passwords.
      autoComplete="off"
      data-1p-ignore
      spellCheck={false}
      value={value}
      placeholder={placeholder}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function DocsLink({ provider }: { provider: ProviderManifest }) {
  return (
    <Button asChild variant="link" className="text-xs">
      <a href={provider.docsUrl} target="_blank" rel="noreferrer">
        {t(provider.category === 'private' ? 'models.docsServer' : 'models.docs')}
      </a>
    </Button>
  )
}
