'use client'
import { useEffect, useRef, useState } from 'react'
import { AllowAddress } from '@/components/addresses/allow-address'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { DropdownMenuItem } from '@/components/ui/dropdown-menu'
import { type RowDialog, RowMenu } from '@/components/ui/row-menu'
import { toast } from '@/components/ui/toast'
import { formatRelative } from '@/lib/client/format/format'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { localizeManifest } from '@/lib/client/messages/localize-manifest'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { getLintFacts } from '@/lib/contracts/lint'
import {
  type ConnectionView,
  deleteConnection,
  listConnections,
  listModels,
  testConnection,
} from '@/lib/contracts/models'
import { manifestOf } from '@/lib/providers/manifests.gen'
import { EditConnectionDialog } from './edit-connection-dialog'
import { ModelChips } from './model-chips'
import { ProviderMark } from './provider-mark'

const TONES: Readonly<Record<ConnectionView['status'], BadgeTone>> = {
  ok: 'success',
  failing: 'danger',
  untested: 'neutral',
}
const STATUS_LABELS = {
  ok: 'models.statusOk',
  failing: 'models.statusFailing',
  untested: 'models.statusUntested',
} as const

export function ConnectionCard({ connection, canEdit }: { connection: ConnectionView; canEdit: boolean }) {
  const manifest = manifestOf(connection.provider)
  const provider = manifest && localizeManifest('providers', manifest)
  const params = { connectionId: connection.id }
  const [wanted] = useUrlState('connection')
  const isWanted = wanted === connection.id
  const card = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isWanted) card.current?.scrollIntoView({ block: 'center' })
  }, [isWanted])
  const test = useContractMutation(testConnection, {
    invalidates: [listConnections, listModels, getLintFacts],
    onSuccess: ({ status, models }) => {
      if (status === 'ok')
        toast.success(t('models.refreshed', { models: t('models.modelCount', { count: models.length }) }))
    },
  })
  return (
    <Card ref={card} className={cn('p-4', isWanted && 'border-accent ring-1 ring-accent')}>
      <div className="flex items-start gap-3">
        <ProviderMark provider={provider} size="lg" />
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-2">
            <h3 className="truncate font-semibold text-base">{connection.name}</h3>
            <Badge tone={TONES[connection.status]}>{t(STATUS_LABELS[connection.status])}</Badge>
          </div>
          <p className="truncate text-muted text-xs">{facts(connection, provider?.label ?? connection.provider)}</p>
        </div>
        {canEdit ? (
          <>
            <Button
              size="sm"
              icon="refresh"
              busy={test.isPending}
              onClick={() => test.mutate({ params })}
              className="hidden sm:inline-flex"
            >
              {t('models.refresh')}
            </Button>
            <ConnectionMenu connection={connection} onTest={() => test.mutate({ params })} />
          </>
        ) : null}
      </div>
      {connection.status === 'failing' && connection.statusMessage ? (
        <div className="mt-3 flex flex-wrap items-center gap-3 rounded-md bg-danger-soft px-3 py-2">
          <p role="status" className="min-w-48 flex-1 text-danger text-sm">
            {localizeStored(connection.statusMessage, connection.statusRef)}
          </p>
          <AllowAddress address={connection.blockedAddress} onAllowed={() => test.mutate({ params })} />
          {canEdit ? <MendButton connection={connection} /> : null}
        </div>
      ) : null}
      <ModelChips models={connection.models} isWorking={connection.status === 'ok'} />
    </Card>
  )
}

/** A failing connection can be fixed where the error is shown. */
function MendButton({ connection }: { connection: ConnectionView }) {
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

function facts(connection: ConnectionView, provider: string): string {
  const tested = connection.testedAt === null ? null : t('models.tested', { time: formatRelative(connection.testedAt) })
  const key = connection.hasKey ? `••••${connection.last4 ?? ''}` : null
  const further =
    connection.moreKeys.length === 0 ? null : t('models.furtherKeyCount', { count: connection.moreKeys.length })
  return [provider, connection.baseUrl, key, further, tested].filter(Boolean).join(' · ')
}

function ConnectionMenu({ connection, onTest }: { connection: ConnectionView; onTest: () => void }) {
  const [dialog, setDialog] = useState<RowDialog>(null)
  const remove = useContractMutation(deleteConnection, {
    invalidates: [listConnections, listModels, getLintFacts],
    onSuccess: () => {
      setDialog(null)
      toast(t('models.deleted', { name: connection.name }))
    },
  })
  return (
    <RowMenu
      name={connection.name}
      dialog={dialog}
      onDialogChange={setDialog}
      editor={<EditConnectionDialog connection={connection} onClose={() => setDialog(null)} />}
      onDelete={() => remove.mutate({ params: { connectionId: connection.id } })}
      question={{
        title: t('models.deleteTitle', { name: connection.name }),
        description: t('models.deleteText'),
        busy: remove.isPending,
      }}
      first={
        <DropdownMenuItem icon="refresh" onSelect={onTest}>
          {t('models.refresh')}
        </DropdownMenuItem>
      }
    />
  )
}
