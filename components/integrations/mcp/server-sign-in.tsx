'use client'
import { useEffect, useState } from 'react'
import { onSignInOutcome } from '@/components/integrations/connections/sign-in-channel'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import type { BodyInputOf, ResponseOf } from '@/lib/contracts/contract'
import { type McpServerDetail, signInMcpServer } from '@/lib/contracts/integrations/mcp-servers'
import type { SignInOutcome } from '@/lib/contracts/integrations/sign-in'
import { ClientDialog } from './client-dialog'

type Answer = ResponseOf<typeof signInMcpServer>

export interface ServerSignInProps {
  server: McpServerDetail
  onConnected: () => void
}

/** Opens the sign-in of a server's authorization server in a window, and receives the outcome. */
export function ServerSignIn({ server, onConnected }: ServerSignInProps) {
  const [answer, setAnswer] = useState<Answer | null>(null)
  const connectionId = answer?.type === 'browser' ? answer.connectionId : null
  function settle(outcome: SignInOutcome) {
    setAnswer(null)
    if (outcome.status === 'declined') toast.error(t('connections.declined'))
    if (outcome.status !== 'connected') return
    toast.success(t('connections.connected', { name: server.name }))
    onConnected()
  }
  useEffect(() => (connectionId === null ? undefined : onSignInOutcome(connectionId, settle)))
  const start = useContractMutation(signInMcpServer)
  function open(body: BodyInputOf<typeof signInMcpServer>) {
    // Opened before the request, because browsers open windows only at a click.
    const popup = window.open('', '_blank', 'popup,width=520,height=720')
    start.mutate(
      { params: { mcpServerId: server.id }, body },
      {
        onSuccess: (started) => {
          setAnswer(started)
          if (started.type === 'browser' && popup) popup.location.href = started.url
          else popup?.close()
        },
        onError: () => popup?.close(),
      },
    )
  }
  const changed = answer?.type === 'issuer-changed' ? answer : null
  return (
    <>
      <Button
        icon="plug"
        variant={server.issuer === null ? 'primary' : 'secondary'}
        busy={start.isPending}
        onClick={() => open({})}
      >
        {t(server.issuer === null ? 'mcpServers.signIn' : 'mcpServers.signInAgain')}
      </Button>
      {answer?.type === 'browser' ? (
        <a href={answer.url} target="_blank" rel="noopener" className="text-accent text-sm underline">
          {t('connections.openSignIn')}
        </a>
      ) : null}
      {answer?.type === 'client-required' ? (
        <ClientDialog
          issuer={answer.issuer}
          redirectUri={answer.redirectUri}
          busy={start.isPending}
          onSubmit={(client) => open({ client })}
          onClose={() => setAnswer(null)}
        />
      ) : null}
      <ConfirmDialog
        open={changed !== null}
        onOpenChange={(isOpen) => !isOpen && setAnswer(null)}
        title={t('mcpServers.issuerTitle')}
        description={changed ? t('mcpServers.issuerText', { before: changed.before, now: changed.now }) : ''}
        confirmLabel={t('mcpServers.issuerConfirm')}
        busy={start.isPending}
        onConfirm={() => changed && open({ issuer: changed.now })}
      />
    </>
  )
}
