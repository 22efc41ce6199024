'use client'
import { useState } from 'react'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Progress } from '@/components/ui/progress'
import { toast } from '@/components/ui/toast'
import { formatRelative } from '@/lib/client/format/format'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { getModelCard, listCatalogModels, type ModelCardView } from '@/lib/contracts/model-cards'
import { type CheckView, cancelCheck, listChecks } from '@/lib/contracts/model-checks'
import { KIND_LABELS } from '../kind-labels'
import { CheckResultsDialog } from './check-results-dialog'
import { CheckSummaryLine } from './check-summary-line'
import { StartCheckDialog } from './start-check-dialog'
import { useAfterCheck } from './use-after-check'

const TONES: Readonly<Record<CheckView['status'], BadgeTone>> = {
  queued: 'neutral',
  running: 'info',
  done: 'success',
  failed: 'danger',
  cancelled: 'neutral',
}
const STATUS_LABELS = {
  queued: 'catalog.statusQueued',
  running: 'catalog.statusRunning',
  done: 'catalog.statusDone',
  failed: 'catalog.statusFailed',
  cancelled: 'catalog.statusCancelled',
} as const
const isOpen = ({ status }: CheckView) => status === 'queued' || status === 'running'

interface ChecksPanelProps {
  card: ModelCardView
  params: { connectionId: string; model: string }
}

export function ChecksPanel({ card, params }: ChecksPanelProps) {
  const canEdit = useHasRole('editor')
  const [isStarting, setStarting] = useState(false)
  const [shown, setShown] = useState<CheckView | null>(null)
  const list = useContractQuery(listChecks, {
    params,
    refetchInterval: (data) => (data?.checks.some(isOpen) ? 1_500 : false),
  })
  const checks = list.data?.checks ?? card.checks
  useAfterCheck(checks.filter(isOpen).length, [getModelCard, listCatalogModels])
  const canCheck = card.summary.connectionName !== null && card.summary.abilities.includes('chat')
  const isBuiltIn = card.summary.connection === 'builtin'
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('catalog.checks')}</CardTitle>
        {canEdit && canCheck && !isBuiltIn ? (
          <Button size="sm" icon="scan" onClick={() => setStarting(true)}>
            {t('catalog.checkTitle')}
          </Button>
        ) : null}
      </CardHeader>
      {checks.length === 0 ? (
        <p className="p-4 text-muted text-sm">
          {canCheck && !isBuiltIn ? t('catalog.checksEmpty') : t('catalog.checkOnlyChat')}
        </p>
      ) : (
        <ul className="divide-y">
          {checks.map((check) => (
            <CheckRow key={check.id} check={check} canEdit={canEdit} onShow={() => setShown(check)} />
          ))}
        </ul>
      )}
      {isStarting ? <StartCheckDialog card={card} params={params} onClose={() => setStarting(false)} /> : null}
      {shown ? <CheckResultsDialog check={shown} onClose={() => setShown(null)} /> : null}
    </Card>
  )
}

function CheckRow({ check, canEdit, onShow }: { check: CheckView; canEdit: boolean; onShow: () => void }) {
  const stop = useContractMutation(cancelCheck, {
    invalidates: [listChecks],
    onSuccess: () => void toast(t('catalog.checkCancelled')),
  })
  return (
    <li className="flex flex-col gap-1.5 px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium text-sm">{t(KIND_LABELS[check.kind])}</span>
        <Badge tone={TONES[check.status]}>{t(STATUS_LABELS[check.status])}</Badge>
        <span className="min-w-0 flex-1 truncate text-muted text-xs">
          {[check.dataset ? `${check.dataset.name} ${check.dataset.number}` : null, formatRelative(check.createdAt)]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {isOpen(check) && canEdit ? (
          <Button size="sm" busy={stop.isPending} onClick={() => stop.mutate({ params: { checkId: check.id } })}>
            {t('catalog.cancelCheck')}
          </Button>
        ) : null}
        {check.done > 0 ? (
          <Button size="sm" variant="ghost" onClick={onShow}>
            {t('catalog.checkResults')}
          </Button>
        ) : null}
      </div>
      {isOpen(check) ? (
        <div className="flex items-center gap-3">
          <Progress value={check.total === 0 ? 0 : check.done / check.total} label={t(KIND_LABELS[check.kind])} />
          <span className="shrink-0 text-muted text-xs tabular-nums">
            {t('catalog.checkDone', { done: check.done, total: check.total })}
          </span>
        </div>
      ) : null}
      {check.error ? <p className="text-danger text-xs">{localizeStored(check.error, check.errorRef)}</p> : null}
      <CheckSummaryLine check={check} />
    </li>
  )
}
