'use client'
import { CopyButton } from '@/components/ui/copy-button'
import { t } from '@/lib/client/messages/t'
import type { ConnectionDraft } from './connection-draft'
import { DraftText } from './draft-text'

export interface OAuthInputsProps {
  draft: ConnectionDraft
  onChange: (change: Partial<ConnectionDraft>) => void
  errors: Readonly<Record<string, string>>
  /** Null if people do not sign in in the browser. */
  redirectUri: string | null
  hasSecret: boolean
}

/** The client that was registered for Patchbay at the authorization server. */
export function OAuthInputs({ draft, onChange, errors, redirectUri, hasSecret }: OAuthInputsProps) {
  return (
    <>
      {redirectUri === null ? null : (
        <div className="rounded-md border bg-sunken px-3 py-2">
          <p className="text-muted text-xs">{t('connections.redirectHint')}</p>
          <p className="flex items-center gap-2">
            <code className="min-w-0 flex-1 break-all text-xs">{redirectUri}</code>
            <CopyButton text={redirectUri} />
          </p>
          {redirectUri.startsWith('http:') ? (
            <p className="mt-1 text-warning text-xs">{t('connections.redirectHttps')}</p>
          ) : null}
        </div>
      )}
      <DraftText
        label={t('connections.clientId')}
        value={draft.clientId}
        onChange={(clientId) => onChange({ clientId })}
        error={errors['oauthClient.clientId']}
        required
      />
      <DraftText
        label={t('connections.clientSecret')}
        value={draft.clientSecret}
        onChange={(clientSecret) => onChange({ clientSecret })}
        error={errors['oauthClient.clientSecret']}
        hint={hasSecret ? t('connections.clientSecretStored') : t('connections.clientSecretHint')}
        look="secret"
      />
    </>
  )
}
