'use client'
import Link from 'next/link'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { toast } from '@/components/ui/toast'
import { formatDateTime } from '@/lib/client/format/format'
import { joinSentences } from '@/lib/client/messages/join-sentences'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import {
  deleteVisitorRequest,
  listVisitorRequests,
  resendVisitorRequest,
  type VisitorRequestView,
} from '@/lib/contracts/visitors'

/** One contact or handover request. */
export function VisitorRow({ appId, request }: { appId: string; request: VisitorRequestView }) {
  const [isConfirming, setConfirming] = useState(false)
  const remove = useContractMutation(deleteVisitorRequest, { invalidates: [listVisitorRequests] })
  const resend = useContractMutation(resendVisitorRequest, {
    invalidates: [listVisitorRequests],
    onSuccess: () => toast(t('publish.visitorsResent')),
  })
  const canEdit = useHasRole('editor')
  const { id, kind, visitor, origin, values, consent, delivery, problem, problemRef, runId, createdAt } = request
  const entries = Object.entries(values).filter(([, value]) => value !== '')
  return (
    <li className="flex flex-wrap items-start gap-3 px-3 py-2.5">
      <div className="flex min-w-0 flex-1 basis-60 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-2 text-muted text-xs">
          <Badge>{t(kind === 'lead' ? 'publish.visitorsLead' : 'publish.visitorsHandover')}</Badge>
          <DeliveryBadge delivery={delivery} />
          <span>{formatDateTime(createdAt)}</span>
          <span className="truncate">{visitor ?? origin}</span>
        </p>
        {entries.length === 0 ? null : (
          <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-sm">
            {entries.map(([name, value]) => (
              <div key={name} className="flex min-w-0 gap-1.5">
                <dt className="text-muted">{name}</dt>
                <dd className="break-words">{value}</dd>
              </div>
            ))}
          </dl>
        )}
        {delivery === 'failed' || delivery === 'retrying' ? (
          <p className="break-words text-muted text-xs">
            {joinSentences(
              problem !== null && localizeStored(problem, problemRef),
              delivery === 'failed' && t('publish.visitorsFailedHint'),
            )}
          </p>
        ) : null}
        {consent === '' ? null : <p className="text-muted text-xs">{t('publish.visitorsConsent', { consent })}</p>}
        {runId === null ? null : (
          <Link className="text-accent-strong text-xs underline" href={`/runs/${runId}`}>
            {t('publish.visitorsRun')}
          </Link>
        )}
      </div>
      {canEdit && (delivery === 'failed' || delivery === 'retrying') ? (
        <Button
          size="sm"
          icon="refresh"
          busy={resend.isPending}
          onClick={() => resend.mutate({ params: { appId, requestId: id } })}
        >
          {t('publish.visitorsResend')}
        </Button>
      ) : null}
      {canEdit ? (
        <>
          <IconButton icon="trash" label={t('publish.visitorsDelete')} onClick={() => setConfirming(true)} />
          <ConfirmDialog
            open={isConfirming}
            onOpenChange={setConfirming}
            title={t('publish.visitorsDeleteTitle')}
            description={t('publish.visitorsDeleteText')}
            confirmLabel={t('publish.visitorsDelete')}
            busy={remove.isPending}
            onConfirm={() => remove.mutate({ params: { appId, requestId: id } })}
          />
        </>
      ) : null}
    </li>
  )
}

function DeliveryBadge({ delivery }: Pick<VisitorRequestView, 'delivery'>) {
  switch (delivery) {
    case 'none':
      return null
    case 'sent':
      return <Badge tone="success">{t('publish.deliverySent')}</Badge>
    case 'queued':
      return <Badge>{t('publish.deliveryQueued')}</Badge>
    case 'retrying':
      return <Badge tone="warning">{t('publish.deliveryRetrying')}</Badge>
    case 'failed':
      return <Badge tone="danger">{t('publish.deliveryFailed')}</Badge>
  }
}
