'use client'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { getIdentitySecret, rotateIdentitySecret } from '@/lib/contracts/visitors'
import { identitySnippet } from '../connect/snippets'

/** The secret that a customer's server uses to sign in visitors. Shown only once. */
export function IdentitySecret({ appId }: { appId: string }) {
  const params = { appId }
  const current = useContractQuery(getIdentitySecret, { params })
  const rotate = useContractMutation(rotateIdentitySecret, { invalidates: [getIdentitySecret] })
  const last4 = current.data?.last4 ?? null
  return (
    <div className="flex flex-col gap-2 rounded-md border bg-surface px-3 py-2.5">
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-48 flex-1 text-muted text-sm">
          {last4 === null ? t('publish.identityNone') : t('publish.identitySecret', { last4 })}
        </p>
        <Button size="sm" icon="key" busy={rotate.isPending} onClick={() => rotate.mutate({ params })}>
          {t(last4 === null ? 'publish.identityMake' : 'publish.identityRotate')}
        </Button>
      </div>
      {rotate.error ? <p className="text-danger text-xs">{rotate.error.message}</p> : null}
      {rotate.data ? (
        <>
          <p className="text-muted text-xs">{t('publish.identityOnce')}</p>
          <CodeBlock code={rotate.data.secret} wrap />
          <CodeBlock title={t('publish.identityExample')} code={identitySnippet()} />
        </>
      ) : null}
    </div>
  )
}
