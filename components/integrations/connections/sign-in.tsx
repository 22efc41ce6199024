'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { allOf } from '@/lib/client/queries/query-keys'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { type IntegrationConnectionView, listIntegrationConnections } from '@/lib/contracts/integrations/connections'
import { confirmSignIn, type SignInOutcome, startSignIn } from '@/lib/contracts/integrations/sign-in'
import { type DeviceCode, DeviceCodeDialog } from './device-code-dialog'
import { onSignInOutcome } from './sign-in-channel'

export interface SignInProps {
  connection: IntegrationConnectionView
  label: string
  onConnected?: (connection: IntegrationConnectionView) => void
}

/** Opens the service's sign-in in a window, or shows a code for another device, and receives the outcome. */
export function SignIn({ connection, label, onConnected }: SignInProps) {
  const client = useQueryClient()
  const [device, setDevice] = useState<DeviceCode | null>(null)
  const [other, setOther] = useState<Extract<SignInOutcome, { status: 'other-account' }> | null>(null)
  const [blockedUrl, setBlockedUrl] = useState<string | null>(null)

  function settle(outcome: SignInOutcome) {
    setDevice(null)
    setBlockedUrl(null)
    if (outcome.status === 'other-account') setOther(outcome)
    if (outcome.status === 'declined') toast.error(t('connections.declined'))
    if (outcome.status !== 'connected') return
    setOther(null)
    toast.success(t('connections.connected', { name: outcome.connection.name }))
    void client.invalidateQueries({ queryKey: allOf(listIntegrationConnections) })
    onConnected?.(outcome.connection)
  }
  useEffect(() => onSignInOutcome(connection.id, settle))

  const start = useContractMutation(startSignIn)
  const confirm = useContractMutation(confirmSignIn, { onSuccess: settle })
  function open() {
    // Opened before the request, because browsers open windows only at a click.
    const popup = connection.signIn === 'browser' ? window.open('', '_blank', 'popup,width=520,height=720') : null
    start.mutate(
      { params: { integrationConnectionId: connection.id } },
      {
        onSuccess: (answer) => {
          if (answer.type === 'device') setDevice(answer)
          else if (popup) popup.location.href = answer.url
          else setBlockedUrl(answer.url)
        },
        onError: () => popup?.close(),
      },
    )
  }
  return (
    <>
      <Button size="sm" variant="primary" icon="plug" busy={start.isPending} onClick={open}>
        {label}
      </Button>
      {blockedUrl ? (
        <a href={blockedUrl} target="_blank" rel="noopener" className="text-accent text-sm underline">
          {t('connections.openSignIn')}
        </a>
      ) : null}
      {device ? <DeviceCodeDialog code={device} onOutcome={settle} onClose={() => setDevice(null)} /> : null}
      <ConfirmDialog
        open={other !== null}
        onOpenChange={(isOpen) => !isOpen && setOther(null)}
        tone="primary"
        title={t('connections.otherAccountTitle')}
        description={other ? t('connections.otherAccountText', { before: other.before, now: other.now }) : ''}
        confirmLabel={t('connections.otherAccountConfirm')}
        busy={confirm.isPending}
        onConfirm={() => other && confirm.mutate({ body: { state: other.state } })}
      />
    </>
  )
}
