'use client'
import Link from 'next/link'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import { ErrorPanel } from '@/components/ui/error-panel'
import { IconButton } from '@/components/ui/icon-button'
import { Progress } from '@/components/ui/progress'
import { SkeletonRows } from '@/components/ui/skeleton'
import { StoredText } from '@/components/ui/stored-text'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import {
  type AttackRate,
  type AttackReport,
  deleteAttacks,
  getAttackReport,
  listAttacks,
  stopAttacks,
} from '@/lib/contracts/attacks'
import { AttackHeatMap } from './attack-heat-map'
import { pointText } from './start-attacks-dialog'

const POLL_MS = 2_000

export function AttackReportCard({ campaignId, canEdit }: { campaignId: string; canEdit: boolean }) {
  const report = useContractQuery(getAttackReport, {
    params: { campaignId },
    refetchInterval: (data) => (data && isActive(data) ? POLL_MS : false),
  })
  if (blockingError(report)) return <ErrorPanel error={report.error} onRetry={() => void report.refetch()} />
  if (!report.data) return <SkeletonRows count={3} />
  const { campaign, overall } = report.data
  return (
    <Card>
      <CardHeader className="flex-wrap">
        <div className="flex min-w-0 flex-wrap items-center gap-2">
          <h3 className="font-semibold text-sm">{rateText(overall)}</h3>
          <Verdict report={report.data} />
        </div>
        {canEdit ? <Actions report={report.data} /> : null}
      </CardHeader>
      <CardContent className="flex flex-col gap-6">
        {isActive(report.data) ? (
          <div className="flex flex-col gap-1">
            <p className="text-muted text-sm">
              {t('attacks.progress', { done: campaign.done, total: campaign.total })}
            </p>
            <Progress value={campaign.done / Math.max(1, campaign.total)} label={t('attacks.title')} />
          </div>
        ) : null}
        {report.data.isWithoutModel && !isActive(report.data) ? (
          <p className="rounded-md bg-warning-soft px-3 py-2 text-sm text-warning">{t('attacks.withoutModel')}</p>
        ) : null}
        {campaign.error === null ? null : (
          <p role="alert" className="text-danger text-sm">
            <StoredText text={campaign.error} problem={campaign.errorRef} />
          </p>
        )}
        <Points report={report.data} />
        <AttackHeatMap cells={report.data.cells} />
        <Refusals report={report.data} />
        <Risks report={report.data} />
        <Successes report={report.data} />
      </CardContent>
    </Card>
  )
}

const isActive = ({ campaign: { status } }: AttackReport): boolean => status === 'queued' || status === 'running'

/** A success counts at once; resistance is stated only after all attacks, and only if a model could have obeyed. */
function Verdict({ report }: { report: AttackReport }) {
  const { campaign, overall, isWithoutModel } = report
  if (overall.succeeded > 0) return <Badge tone="danger">{t('attacks.vulnerable')}</Badge>
  if (isActive(report)) return <Badge>{t('attacks.running')}</Badge>
  if (campaign.status !== 'done') return <Badge tone="warning">{t('attacks.incomplete')}</Badge>
  return <Badge tone={isWithoutModel ? 'neutral' : 'success'}>{t('attacks.resistant')}</Badge>
}

/** “0 of 50 succeeded: at most 7 %” */
function rateText({ succeeded, count, atMost }: AttackRate): string {
  if (atMost === null) return t('attacks.noneYet')
  return t('attacks.rate', { succeeded, count, percent: Math.max(1, Math.round(100 * atMost)) })
}

function Actions({ report: { campaign } }: { report: AttackReport }) {
  const [isOpen, setOpen] = useState(false)
  const invalidates = [listAttacks, getAttackReport]
  const stop = useContractMutation(stopAttacks, { invalidates })
  const remove = useContractMutation(deleteAttacks, { invalidates: [listAttacks], onSuccess: () => setOpen(false) })
  const params = { campaignId: campaign.id }
  return (
    <span className="flex items-center gap-1">
      {campaign.status === 'queued' || campaign.status === 'running' ? (
        <Button size="sm" icon="pause" disabled={stop.isPending} onClick={() => stop.mutate({ params })}>
          {t('attacks.stop')}
        </Button>
      ) : null}
      <IconButton size="sm" icon="trash" label={t('attacks.delete')} onClick={() => setOpen(true)} />
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={t('attacks.deleteTitle')}
        description={t('attacks.deleteText')}
        confirmLabel={t('common.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params })}
      />
    </span>
  )
}

function Points({ report: { campaign, points } }: { report: AttackReport }) {
  return (
    <div className="flex flex-col gap-2">
      <h4 className="font-medium text-sm">{t('attacks.points')}</h4>
      <ul className="divide-y rounded-md border">
        {campaign.points.map((point, index) => (
          <li key={point.nodeId ?? ''} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 text-sm">
            <span className="min-w-0 flex-1">
              {point.nodeId === null ? (
                pointText(point)
              ) : (
                <Link
                  href={`/apps/${campaign.appId}?node=${point.nodeId}`}
                  className="underline-offset-2 hover:underline"
                >
                  {pointText(point)}
                </Link>
              )}
            </span>
            <span className="text-muted text-xs tabular-nums">
              {rateText(points[index] ?? { succeeded: 0, count: 0, atMost: null })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Refusals({ report: { refusals, failed } }: { report: AttackReport }) {
  if (refusals.count === 0) return null
  return (
    <div className="flex flex-col gap-1 text-sm">
      <h4 className="font-medium">{t('attacks.refusals')}</h4>
      <p className="text-muted">
        {t('attacks.refusalsText', { refused: refusals.refused, count: refusals.count })}
        {failed > 0 ? ` ${t('attacks.failedRuns', { count: failed })}` : ''}
      </p>
      {refusals.questions.length > 0 ? (
        <details>
          <summary className="cursor-pointer text-xs">{t('attacks.refusedQuestions')}</summary>
          <ul className="mt-1 list-disc pl-5 text-xs">
            {refusals.questions.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  )
}

function Risks({ report: { risks } }: { report: AttackReport }) {
  return (
    <details className="text-sm">
      <summary className="cursor-pointer font-medium">{t('attacks.risks')}</summary>
      <ul className="mt-2 grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {risks.map(({ risk, rate }) => (
          <li key={risk} className="flex items-baseline justify-between gap-3">
            <span>{t(`attacks.risk-${risk as 'LLM01'}`)}</span>
            <span className="text-muted text-xs tabular-nums">{rate ? rateText(rate) : t('attacks.notTested')}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Successes({ report: { successes } }: { report: AttackReport }) {
  if (successes.length === 0) return null
  return (
    <details className="text-sm">
      <summary className="cursor-pointer font-medium">{t('attacks.successes', { count: successes.length })}</summary>
      <ul className="mt-2 divide-y rounded-md border">
        {successes.map(({ runId, category, form, sign, payload, evidence }) => (
          <li key={runId} className="flex flex-col gap-1 px-3 py-2">
            <span className="flex flex-wrap items-baseline gap-x-3 text-xs">
              <Link href={`/runs/${runId}`} className="text-accent underline underline-offset-2">
                {t(`attacks.sign-${sign}`)}
              </Link>
              <span className="text-muted">
                {t(`attacks.category-${category}`)} · {t(`attacks.form-${form}`)}
              </span>
            </span>
            <code className="whitespace-pre-wrap break-words text-xs">{payload.slice(0, 400)}</code>
            <span className="break-words text-muted text-xs">{evidence}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
