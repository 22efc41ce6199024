'use client'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import type { SourceSecret } from '@/lib/sources/source-manifest'

export interface SecretFieldProps {
  secret: SourceSecret
  docsUrl: string | null
  /** The last characters of the stored secret; null if none is stored. */
  stored: string | null
  value: string
  onChange: (value: string) => void
  error: string | undefined
}

/** A write-only field: the stored secret is never shown. */
export function SecretField({ secret, docsUrl, stored, value, onChange, error }: SecretFieldProps) {
  const hint = stored === null ? secret.help : t('sources.secretKept', { last4: stored })
  const aside = docsUrl ? (
    <a href={docsUrl} target="_blank" rel="noreferrer noopener" className="text-accent text-xs hover:underline">
      {t('sources.docs')}
    </a>
  ) : null
  return (
    <Field label={secret.label} hint={hint} error={error} aside={aside}>
      {(control) =>
        secret.format === 'json' ? (
          <Textarea
            {...control}
            className="font-mono text-xs"
            rows={5}
            value={value}
            placeholder={secret.placeholder}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Input
            {...control}
            type="password"
            autoComplete="off"
            value={value}
            placeholder={secret.placeholder}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  )
}
