'use client'
import Link from 'next/link'
import { useState } from 'react'
import { ConfirmItemDialog } from '@/components/ui/confirm-item-dialog'
import { CopyButton } from '@/components/ui/copy-button'
import { DropdownMenuItem } from '@/components/ui/dropdown-menu'
import { ItemTable } from '@/components/ui/item-table'
import { MoreMenu } from '@/components/ui/more-menu'
import { Switch } from '@/components/ui/switch'
import { TableCell, TableRow, WIDE } from '@/components/ui/table'
import { toast } from '@/components/ui/toast'
import { formatRelative } from '@/lib/client/format/format'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { captureTrigger, runSample } from '@/lib/contracts/event-triggers'
import { deleteTrigger, listTriggers, rotateTrigger, type TriggerView, updateTrigger } from '@/lib/contracts/triggers'
import { AUTH_LABEL } from './trigger-dialog'

export interface TriggerTableProps {
  triggers: readonly TriggerView[]
  onEdit: (trigger: TriggerView) => void
  onSecret: (created: { trigger: TriggerView; secret: string }) => void
}

export function TriggerTable({ triggers, onEdit, onSecret }: TriggerTableProps) {
  const [rotating, setRotating] = useState<TriggerView | null>(null)
  const settings = { invalidates: [listTriggers] }
  const remove = useContractMutation(deleteTrigger, settings)
  const rotate = useContractMutation(rotateTrigger, {
    ...settings,
    onSuccess: (created) => {
      setRotating(null)
      onSecret(created)
    },
  })
  return (
    <>
      <ItemTable
        columns={[
          { label: t('common.name') },
          { label: t('automations.address'), className: WIDE },
          { label: t('automations.lastDelivery'), className: WIDE },
          { label: t('automations.enabled') },
        ]}
        items={triggers}
        row={(trigger, onRemove) => (
          <TriggerRow
            key={trigger.id}
            trigger={trigger}
            onEdit={() => onEdit(trigger)}
            onRotate={() => setRotating(trigger)}
            onRemove={onRemove}
          />
        )}
        removal={{
          title: (name) => t('automations.deleteTriggerTitle', { name }),
          description: t('automations.deleteTriggerText'),
          busy: remove.isPending,
          run: ({ id }, done) => remove.mutate({ params: { triggerId: id } }, done),
        }}
      />
      <ConfirmItemDialog
        item={rotating}
        onClose={() => setRotating(null)}
        title={t('automations.rotateTitle', { name: rotating?.name ?? '' })}
        description={t('automations.rotateText')}
        confirmLabel={t('automations.rotate')}
        busy={rotate.isPending}
        onConfirm={({ id }) => rotate.mutate({ params: { triggerId: id } })}
      />
    </>
  )
}

function TriggerRow(props: { trigger: TriggerView; onEdit: () => void; onRotate: () => void; onRemove: () => void }) {
  const { trigger, onEdit, onRotate, onRemove } = props
  const canEdit = useHasRole('editor')
  const update = useContractMutation(updateTrigger, { invalidates: [listTriggers] })
  const capture = useContractMutation(captureTrigger, { invalidates: [listTriggers] })
  const runWith = useContractMutation(runSample, {
    invalidates: [listTriggers],
    onSuccess: () => toast.success(t('automations.sampleStarted')),
  })
  return (
    <TableRow>
      <TableCell>
        <p className="font-medium">{trigger.name}</p>
        <p className="text-muted text-xs">
          {trigger.appName} ·{' '}
          {trigger.source ? t('automations.event') : `${t(AUTH_LABEL[trigger.auth])} · …${trigger.last4}`}
        </p>
        {isCapturing(trigger) ? <p className="text-accent text-xs">{t('automations.capturing')}</p> : null}
        {trigger.lastError ? (
          <p className="text-warning text-xs">{localizeStored(trigger.lastError, trigger.lastErrorRef)}</p>
        ) : null}
      </TableCell>
      <TableCell className={WIDE}>
        <span className="flex items-center gap-1 font-mono text-muted text-xs">
          {trigger.source?.intervalSeconds == null ? (
            <>
              <span className="max-w-64 truncate">{trigger.url.replace(/^https?:\/\//, '')}</span>
              <CopyButton text={trigger.url} />
            </>
          ) : (
            t('automations.everyMinutes', { count: Math.round(trigger.source.intervalSeconds / 60) })
          )}
        </span>
      </TableCell>
      <TableCell className={`${WIDE} text-muted`}>
        {trigger.lastDeliveryAt === null ? (
          t('automations.never')
        ) : trigger.lastRunId === null ? (
          formatRelative(trigger.lastDeliveryAt)
        ) : (
          <Link href={`/runs/${trigger.lastRunId}`} className="hover:text-ink hover:underline">
            {formatRelative(trigger.lastDeliveryAt)}
          </Link>
        )}
      </TableCell>
      <TableCell>
        <Switch
          aria-label={`${t('automations.enabled')}: ${trigger.name}`}
          checked={trigger.enabled}
          disabled={!canEdit}
          onCheckedChange={(enabled) => update.mutate({ params: { triggerId: trigger.id }, body: { enabled } })}
        />
      </TableCell>
      <TableCell className="text-right">
        {canEdit ? (
          <MoreMenu label={`${t('common.more')}: ${trigger.name}`}>
            <DropdownMenuItem icon="pencil" onSelect={onEdit}>
              {t('common.edit')}
            </DropdownMenuItem>
            <DropdownMenuItem
              icon="zap"
              onSelect={() =>
                capture.mutate({ params: { triggerId: trigger.id }, body: { on: !isCapturing(trigger) } })
              }
            >
              {t(isCapturing(trigger) ? 'automations.stopCapture' : 'automations.capture')}
            </DropdownMenuItem>
            {trigger.sample || trigger.source ? (
              <DropdownMenuItem icon="play" onSelect={() => runWith.mutate({ params: { triggerId: trigger.id } })}>
                {t('automations.runSample')}
              </DropdownMenuItem>
            ) : null}
            {trigger.source ? null : (
              <DropdownMenuItem icon="key" onSelect={onRotate}>
                {t('automations.rotate')}
              </DropdownMenuItem>
            )}
            <DropdownMenuItem icon="trash" tone="danger" onSelect={onRemove}>
              {t('common.delete')}
            </DropdownMenuItem>
          </MoreMenu>
        ) : null}
      </TableCell>
    </TableRow>
  )
}

const isCapturing = ({ captureUntil }: TriggerView): boolean =>
  captureUntil !== null && Date.parse(captureUntil) > Date.now()
