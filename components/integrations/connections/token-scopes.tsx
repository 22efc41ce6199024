'use client'
import { CopyButton } from '@/components/ui/copy-button'
import { t } from '@/lib/client/messages/t'

/** The scopes that a token needs, to copy into the form of the service. */
export function TokenScopes({ scopes }: { scopes: readonly string[] }) {
  const text = scopes.join(', ')
  return (
    <div className="rounded-md border bg-sunken px-3 py-2">
      <p className="text-muted text-xs">{t('connections.tokenScopes')}</p>
      <p className="flex items-center gap-2">
        <code className="min-w-0 flex-1 break-words text-xs">{text}</code>
        <CopyButton text={text} />
      </p>
    </div>
  )
}
