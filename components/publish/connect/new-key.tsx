'use client'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { createKey, listKeys } from '@/lib/contracts/keys'

export interface NewKeyProps {
  app: { id: string; name: string }
  /** A new key, which cannot be read again later. */
  secret: string | null
  onSecret: (secret: string) => void
}

/** Creates a key for this app only and shows it once. */
export function NewKey({ app, secret, onSecret }: NewKeyProps) {
  const create = useContractMutation(createKey, {
    invalidates: [listKeys],
    onSuccess: (created) => onSecret(created.secret),
  })
  const name = t('publish.keyName', { app: app.name }).slice(0, 120)
  if (secret !== null)
    return (
      <div className="flex flex-col gap-1 rounded-md border border-success/40 bg-success-soft px-3 py-2">
        <p className="flex items-center gap-2 font-medium text-sm text-success">
          <Icon name="key" size={14} />
          {t('publish.keyCreated')}
        </p>
        <p className="flex items-center gap-2">
          <code className="min-w-0 break-all font-mono text-ink text-xs">{secret}</code>
          <CopyButton text={secret} />
        </p>
        <p className="text-muted text-xs">{t('publish.createKeyText')}</p>
      </div>
    )
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-md border bg-surface px-3 py-2">
      <p className="min-w-48 flex-1 text-muted text-sm">{t('publish.makeKeyFirst')}</p>
      <Button icon="key" busy={create.isPending} onClick={() => create.mutate({ body: { name, appIds: [app.id] } })}>
        {t('publish.createKey')}
      </Button>
    </div>
  )
}
