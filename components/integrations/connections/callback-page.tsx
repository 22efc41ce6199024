'use client'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { finishSignIn } from '@/lib/contracts/integrations/sign-in'
import { announceSignIn } from './sign-in-channel'

/** Target of redirects from services: completes the sign-in once, notifies the page that started it, and closes. */
export function CallbackPage() {
  const isSent = useRef(false)
  const { mutate, data, error } = useContractMutation(finishSignIn, {
    onSuccess: (result) => {
      announceSignIn(result.connectionId, result.outcome)
      // The code must not stay in the address.
      window.history.replaceState(null, '', '/oauth/connect/callback')
      window.close()
    },
    onError: () => window.history.replaceState(null, '', '/oauth/connect/callback'),
  })
  useEffect(() => {
    if (isSent.current) return
    isSent.current = true
    const params = new URLSearchParams(window.location.search)
    const text = (name: string) => (params.get(name) ? { [name]: params.get(name) ?? '' } : {})
    mutate({ body: { state: params.get('state') ?? '-', ...text('code'), ...text('iss'), ...text('error') } })
  }, [mutate])
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col items-center justify-center gap-4 p-6 text-center">
      {data ? (
        <>
          <h1 className="font-semibold text-xl">{t(`connections.outcome-${data.outcome.status}`)}</h1>
          <p className="text-muted text-sm">{t('connections.closeWindow')}</p>
          <Button asChild variant="primary">
            <a href={`/integrations/connections?connection=${data.connectionId}`}>
              {t('connections.backToConnections')}
            </a>
          </Button>
        </>
      ) : error ? (
        <>
          <FormError error={error} />
          <Button asChild>
            <a href="/integrations/connections">{t('connections.backToConnections')}</a>
          </Button>
        </>
      ) : (
        <p role="status" className="flex items-center gap-2 text-muted">
          <Spinner size={16} />
          {t('connections.completing')}
        </p>
      )}
    </main>
  )
}
