'use client'
import { useEffect, useRef, useState } from 'react'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { DropdownMenuItem } from '@/components/ui/dropdown-menu'
import { Icon } from '@/components/ui/icon'
import { type RowDialog, RowMenu } from '@/components/ui/row-menu'
import { toast } from '@/components/ui/toast'
import { formatMoment, formatRelative } from '@/lib/client/format/format'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import {
  deleteIntegrationConnection,
  type IntegrationConnectionView,
  listIntegrationConnections,
  listIntegrationConnectionUses,
  testIntegrationConnection,
} from '@/lib/contracts/integrations/connections'
import { getLintFacts } from '@/lib/contracts/lint'
import { ConnectionUses } from './connection-uses'
import { EditConnectionDialog } from './edit-connection-dialog'
import { pluginLabel } from './plugin-label'
import { SignIn } from './sign-in'

const TONES: Readonly<Record<IntegrationConnectionView['status'], BadgeTone>> = {
  ok: 'success',
  expiring: 'warning',
  reconnect: 'danger',
}

export function ConnectionCard({ connection }: { connection: IntegrationConnectionView }) {
  const [wanted] = useUrlState('connection')
  const isWanted = wanted === connection.id
  const card = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isWanted) card.current?.scrollIntoView({ block: 'center' })
  }, [isWanted])
  const { status, statusMessage, statusRef, missingScopes } = connection
  const needsPerson = connection.signIn !== 'none'
  return (
    <Card ref={card} className={cn('p-4', isWanted && 'border-accent ring-1 ring-accent')}>
      <div className="flex items-start gap-3">
        <span className="grid size-9 shrink-0 place-items-center rounded-lg border bg-sunken text-muted">
          <Icon name="plug" size={18} />
        </span>
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-2">
            <h2 className="truncate font-semibold text-base">{connection.name}</h2>
            {connection.endUsers ? null : <Badge tone={TONES[status]}>{t(`connections.status-${status}`)}</Badge>}
            {connection.owner ? <Badge tone="neutral">{t('connections.onlyMine')}</Badge> : null}
            {connection.endUsers ? <Badge tone="neutral">{t('connections.owner-end-users')}</Badge> : null}
          </div>
          <p className="break-words text-muted text-xs">{facts(connection)}</p>
        </div>
        <ConnectionMenu connection={connection} />
      </div>
      {status === 'ok' ? null : (
        <div
          className={cn(
            'mt-3 flex flex-wrap items-center gap-3 rounded-md px-3 py-2',
            status === 'expiring' ? 'bg-warning-soft' : 'bg-danger-soft',
          )}
        >
          <p
            role="status"
            className={cn('min-w-48 flex-1 text-sm', status === 'expiring' ? 'text-warning' : 'text-danger')}
          >
            {statusMessage === null ? expiryText(connection) : localizeStored(statusMessage, statusRef)}
          </p>
          {needsPerson ? (
            <SignIn connection={connection} label={reconnectLabel(connection)} />
          ) : (
            <MendButton connection={connection} />
          )}
        </div>
      )}
      {missingScopes.length > 0 ? (
        <p className="mt-3 break-words text-warning text-xs">
          {t('connections.missingScopes', { scopes: missingScopes.join(', ') })}
        </p>
      ) : null}
    </Card>
  )
}

/** A connection that never had an account is signed in for the first time. */
const reconnectLabel = ({ account, testedAt }: IntegrationConnectionView) =>
  t(account === null && testedAt === null ? 'connections.signIn' : 'connections.reconnect')

function expiryText({ expiresAt }: IntegrationConnectionView): string {
  return expiresAt === null
    ? t('connections.needsAttention')
    : t('connections.expires', { time: formatMoment(Date.parse(expiresAt)) })
}

function facts(connection: IntegrationConnectionView): string {
  const { account, endUsers, hosts, last4, scopes, testedAt, expiresAt, status } = connection
  return [
    pluginLabel(connection.plugin),
    endUsers ? t('connections.endUsersConnected', { count: endUsers.connected }) : account,
    hosts.join(', '),
    last4 === null ? null : `••••${last4}`,
    scopes === null || scopes.length === 0 ? null : t('connections.scopes', { scopes: scopes.join(', ') }),
    expiresAt === null || status !== 'ok'
      ? null
      : t('connections.expires', { time: formatMoment(Date.parse(expiresAt)) }),
    testedAt === null ? null : t('connections.tested', { time: formatRelative(testedAt) }),
  ]
    .filter(Boolean)
    .join(' · ')
}

/** Wrong credentials can be fixed where the error is shown. */
function MendButton({ connection }: { connection: IntegrationConnectionView }) {
  const [isEditing, setIsEditing] = useState(false)
  return (
    <>
      <Button size="sm" icon="pencil" onClick={() => setIsEditing(true)}>
        {t('common.edit')}
      </Button>
      {isEditing ? <EditConnectionDialog connection={connection} onClose={() => setIsEditing(false)} /> : null}
    </>
  )
}

function ConnectionMenu({ connection }: { connection: IntegrationConnectionView }) {
  const [dialog, setDialog] = useState<RowDialog>(null)
  const params = { integrationConnectionId: connection.id }
  const uses = useContractQuery(listIntegrationConnectionUses, { params, enabled: dialog === 'delete' })
  const test = useContractMutation(testIntegrationConnection, {
    invalidates: [listIntegrationConnections, getLintFacts],
    onSuccess: ({ status, name, statusMessage, statusRef }) => {
      if (status === 'reconnect' || statusMessage !== null)
        toast.error(statusMessage === null ? t('connections.needsAttention') : localizeStored(statusMessage, statusRef))
      else toast.success(t('connections.works', { name }))
    },
  })
  const remove = useContractMutation(deleteIntegrationConnection, {
    invalidates: [listIntegrationConnections, getLintFacts],
    onSuccess: () => {
      setDialog(null)
      toast(t('connections.deleted', { name: connection.name }))
    },
  })
  return (
    <RowMenu
      name={connection.name}
      dialog={dialog}
      onDialogChange={setDialog}
      editor={<EditConnectionDialog connection={connection} onClose={() => setDialog(null)} />}
      onDelete={() => remove.mutate({ params, query: { confirm: 'true' } })}
      question={{
        title: t('connections.deleteTitle', { name: connection.name }),
        description: t('connections.deleteText'),
        busy: remove.isPending || uses.isPending,
        note: <ConnectionUses query={uses} />,
      }}
      first={
        <DropdownMenuItem icon="refresh" onSelect={() => test.mutate({ params })}>
          {t('connections.test')}
        </DropdownMenuItem>
      }
    />
  )
}
