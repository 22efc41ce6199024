'use client'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { END_USER_STATE } from '@/lib/contracts/integrations/end-user-sign-in'
import { finishSignIn } from '@/lib/contracts/integrations/sign-in'
import type { SignInMessage } from '@/lib/contracts/integrations/sign-in-message'
import { EndUserCallback } from './end-user-callback'
import { announceSignIn } from './sign-in-channel'

/** Target of redirects from services: completes the sign-in of a member, or of an end user in a chat. */
export function CallbackPage() {
  const [returned, setReturned] = useState<SignInMessage | null>(null)
  useEffect(() => {
    setReturned((known) => known ?? readReturned())
    // The code must not stay in the address.
    window.history.replaceState(null, '', '/oauth/connect/callback')
  }, [])
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col items-center justify-center gap-4 p-6 text-center">
      {returned === null ? null : returned.state.startsWith(END_USER_STATE) ? (
        <EndUserCallback returned={returned} />
      ) : (
        <MemberCallback returned={returned} />
      )}
    </main>
  )
}

function readReturned(): SignInMessage {
  const params = new URLSearchParams(window.location.search)
  const text = (name: string) => (params.get(name) ? { [name]: params.get(name) ?? '' } : {})
  return { state: params.get('state') ?? '-', ...text('code'), ...text('iss'), ...text('error') }
}

/** Completes the sign-in once, notifies the page that started it, and closes. */
function MemberCallback({ returned }: { returned: SignInMessage }) {
  const isSent = useRef(false)
  const { mutate, data, error } = useContractMutation(finishSignIn, {
    onSuccess: (result) => {
      announceSignIn(result.connectionId, result.outcome)
      window.close()
    },
    // Shown instead of the progress.
    onError: () => undefined,
  })
  useEffect(() => {
    if (isSent.current) return
    isSent.current = true
    mutate({ body: returned })
  }, [mutate, returned])
  if (data)
    return (
      <>
        <h1 className="font-semibold text-xl">{t(`connections.outcome-${data.outcome.status}`)}</h1>
        <p className="text-muted text-sm">{t('connections.closeWindow')}</p>
        <Button asChild variant="primary">
          <a href={`/integrations/connections?connection=${data.connectionId}`}>{t('connections.backToConnections')}</a>
        </Button>
      </>
    )
  if (error)
    return (
      <>
        <FormError error={error} />
        <Button asChild>
          <a href="/integrations/connections">{t('connections.backToConnections')}</a>
        </Button>
      </>
    )
  return (
    <p role="status" className="flex items-center gap-2 text-muted">
      <Spinner size={16} />
      {t('connections.completing')}
    </p>
  )
}
