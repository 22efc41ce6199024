'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import type { AutomationTarget } from '@/lib/contracts/automations'
import { getCallbackSecret, rotateCallbackSecret } from '@/lib/contracts/callbacks'
import { TargetField } from './target-field'

/** The secret that signs callbacks to addresses passed by API clients. */
export function CallbackSecret({ targets }: { targets: readonly AutomationTarget[] }) {
  const [appId, setAppId] = useState(targets[0]?.appId ?? '')
  if (targets.length === 0) return null
  return (
    <section className="mt-10 max-w-xl border-t pt-6">
      <h2 className="font-semibold text-sm">{t('automations.callbackSecret')}</h2>
      <p className="mt-0.5 mb-3 text-muted text-sm">{t('automations.callbackHint')}</p>
      <TargetField targets={targets} appId={appId} onChange={setAppId} />
      <SecretOfApp key={appId} appId={appId} />
    </section>
  )
}

function SecretOfApp({ appId }: { appId: string }) {
  const params = { appId }
  const current = useContractQuery(getCallbackSecret, { params, enabled: appId !== '' })
  const rotate = useContractMutation(rotateCallbackSecret, { invalidates: [getCallbackSecret] })
  const last4 = current.data?.last4 ?? null
  return (
    <div className="mt-3 flex flex-col gap-3">
      <p className="flex items-center gap-3 text-sm">
        <span className="font-mono text-muted">
          {last4 === null ? t('automations.callbackNone') : `whsec_…${last4}`}
        </span>
        <Button size="sm" busy={rotate.isPending} onClick={() => rotate.mutate({ params })}>
          {t(last4 === null ? 'automations.callbackMake' : 'automations.rotate')}
        </Button>
      </p>
      {rotate.data ? (
        <>
          <p className="text-muted text-xs">{t('automations.secretText')}</p>
          <CodeBlock code={rotate.data.secret} wrap />
        </>
      ) : null}
    </div>
  )
}
