'use client'
import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { deliverSignIn } from '@/lib/contracts/integrations/end-user-sign-in'
import { SIGN_IN_CHANNEL, type SignInMessage } from '@/lib/contracts/integrations/sign-in-message'

/** A chat that can be reached replies at once. */
const REPLY_MS = 2_500

/**
 * Passes the parameters of the service to the chat that started the sign-in, and closes. Where the chat cannot be
 * reached, the person enters the code that it shows.
 */
export function EndUserCallback({ returned }: { returned: SignInMessage }) {
  const [status, setStatus] = useState<'sending' | 'done' | 'code'>('sending')
  useEffect(() => {
    const close = () => {
      setStatus('done')
      window.close()
    }
    return sendToChat(returned, close, () => setStatus((now) => (now === 'sending' ? 'code' : now)))
  }, [returned])
  if (status === 'code') return <CodeForm returned={returned} onDone={() => setStatus('done')} />
  return status === 'done' ? (
    <>
      <h1 className="font-semibold text-xl">{t('connections.returnToChat')}</h1>
      <p className="text-muted text-sm">{t('connections.closeWindow')}</p>
    </>
  ) : (
    <p role="status" className="flex items-center gap-2 text-muted">
      <Spinner size={16} />
      {t('connections.completing')}
    </p>
  )
}

function CodeForm({ returned, onDone }: { returned: SignInMessage; onDone: () => void }) {
  const [confirmation, setConfirmation] = useState('')
  const { mutate, error, isPending } = useContractMutation(deliverSignIn, {
    onSuccess: onDone,
    // Shown below the field.
    onError: () => undefined,
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    mutate({ body: { ...returned, confirmation: confirmation.trim() } })
  }
  return (
    <form onSubmit={submit} className="flex w-full max-w-xs flex-col gap-4 text-start">
      <h1 className="font-semibold text-xl">{t('connections.confirmTitle')}</h1>
      <p className="text-muted text-sm">{t('connections.confirmText')}</p>
      <Field label={t('connections.confirmCode')} required>
        {(control) => (
          <Input
            {...control}
            value={confirmation}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            onChange={(event) => setConfirmation(event.target.value)}
          />
        )}
      </Field>
      {error ? <FormError error={error} /> : null}
      <Button type="submit" variant="primary" busy={isPending}>
        {t('connections.confirm')}
      </Button>
    </form>
  )
}

/** @returns function that stops waiting for a reply */
function sendToChat(returned: SignInMessage, onDone: () => void, onSilence: () => void): () => void {
  const channel = new BroadcastChannel(SIGN_IN_CHANNEL)
  const receive = ({ data, origin }: MessageEvent) => {
    if (origin === location.origin && data?.type === SIGN_IN_CHANNEL && data.done === returned.state) onDone()
  }
  channel.onmessage = receive
  window.addEventListener('message', receive)
  const message = { type: SIGN_IN_CHANNEL, ...returned }
  channel.postMessage(message)
  if (window.opener instanceof Object) window.opener.postMessage(message, location.origin)
  const timer = setTimeout(onSilence, REPLY_MS)
  return () => {
    clearTimeout(timer)
    window.removeEventListener('message', receive)
    channel.close()
  }
}
