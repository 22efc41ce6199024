'use client'
import Link from 'next/link'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Badge } from '@/components/ui/badge'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import { ErrorPanel } from '@/components/ui/error-panel'
import { IconButton } from '@/components/ui/icon-button'
import { SkeletonRows } from '@/components/ui/skeleton'
import { StoredText } from '@/components/ui/stored-text'
import { formatCost, formatRelative } from '@/lib/client/format/format'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import {
  deleteOnlineRule,
  getOnlineReport,
  listOnlineRules,
  type OnlineExample,
  type OnlineRuleView,
  updateOnlineRule,
} from '@/lib/contracts/online-rules'
import { isJudge } from '@/lib/contracts/scorers'
import { metricName, metricText } from '../labels'
import { LiveMetric } from './live-metric'
import { OnlineRuleDialog } from './online-rule-dialog'

const POLL_MS = 15_000

/** One rule with the scores of its runs. */
export function OnlineRuleCard({ rule, canEdit }: { rule: OnlineRuleView; canEdit: boolean }) {
  const report = useContractQuery(getOnlineReport, {
    params: { ruleId: rule.id },
    query: {},
    refetchInterval: () => (rule.isOn ? POLL_MS : false),
  })
  return (
    <Card>
      <CardHeader className="flex-wrap">
        <div className="min-w-0">
          <h3 className="flex flex-wrap items-center gap-2 font-semibold text-sm">
            {rule.name}
            {rule.isOn ? null : <Badge>{t('onlineScoring.paused')}</Badge>}
          </h3>
          <Facts rule={rule} />
        </div>
        {canEdit ? <Actions rule={rule} /> : null}
      </CardHeader>
      <CardContent className="flex flex-col gap-5">
        {blockingError(report) ? (
          <ErrorPanel error={report.error} onRetry={() => void report.refetch()} />
        ) : report.data ? (
          <Report rule={rule} report={report.data} />
        ) : (
          <SkeletonRows count={2} />
        )}
      </CardContent>
    </Card>
  )
}

function Facts({ rule }: { rule: OnlineRuleView }) {
  const { environment, scorers, currentShare, share, spentTodayMicros, dailyBudgetMicros } = rule
  const facts = [environment ?? t('onlineScoring.allEnvironments')]
  if (scorers.some(isJudge))
    facts.push(
      currentShare < share
        ? t('onlineScoring.reducedShare', { share: percent(currentShare), of: percent(share) })
        : t('onlineScoring.currentShare', { share: percent(currentShare) }),
      t('onlineScoring.spentToday', { spent: formatCost(spentTodayMicros), budget: formatCost(dailyBudgetMicros) }),
    )
  return <p className="text-muted text-xs">{facts.join(' · ')}</p>
}

const percent = (share: number): string => (Math.round(1_000 * share) / 10).toString()

function Actions({ rule }: { rule: OnlineRuleView }) {
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null)
  const invalidates = [listOnlineRules, getOnlineReport]
  const remove = useContractMutation(deleteOnlineRule, { invalidates, onSuccess: () => setOpen(null) })
  const reset = useContractMutation(updateOnlineRule, { invalidates })
  const named = (label: string) => `${label}: ${rule.name}`
  return (
    <span className="flex items-center gap-1">
      <IconButton
        size="sm"
        icon="refresh"
        label={named(t('onlineScoring.resetReference'))}
        onClick={() => reset.mutate({ params: { ruleId: rule.id }, body: { resetReference: true } })}
      />
      <IconButton size="sm" icon="settings" label={named(t('common.edit'))} onClick={() => setOpen('edit')} />
      <IconButton size="sm" icon="trash" label={named(t('common.delete'))} onClick={() => setOpen('delete')} />
      {open === 'edit' ? <OnlineRuleDialog appId={rule.appId} rule={rule} onClose={() => setOpen(null)} /> : null}
      <ConfirmDialog
        open={open === 'delete'}
        onOpenChange={(isOpen) => setOpen(isOpen ? 'delete' : null)}
        title={t('onlineScoring.deleteTitle', { name: rule.name })}
        description={t('onlineScoring.deleteText')}
        confirmLabel={t('common.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params: { ruleId: rule.id } })}
      />
    </span>
  )
}

function Report({ rule, report }: { rule: OnlineRuleView; report: ResponseOf<typeof getOnlineReport> }) {
  const { runs, metrics, spentMicros, failed } = report
  const total = Object.values(runs).reduce((sum, count) => sum + count, 0)
  if (total === 0) return <p className="text-muted text-sm">{t('onlineScoring.empty')}</p>
  const judged =
    runs.sampled + runs['thumbs-down'] + runs['no-answer'] + runs['guard-hit'] + runs['low-confidence'] + runs.canary
  const hasJudge = rule.scorers.some(isJudge)
  return (
    <>
      <p className="text-muted text-sm">
        {hasJudge
          ? t('onlineScoring.judged', { judged, total, spent: formatCost(spentMicros) })
          : t('onlineScoring.scored', { count: total - runs.restricted })}
        {runs['no-budget'] > 0 ? ` ${t('onlineScoring.noBudget', { count: runs['no-budget'] })}` : ''}
        {runs.restricted > 0 ? ` ${t('onlineScoring.restricted', { count: runs.restricted })}` : ''}
      </p>
      <ul className="flex flex-col gap-4">
        {metrics.map((metric) => (
          <LiveMetric key={metric.scorer} metric={metric} name={metricName(rule.scorers, metric.scorer)} />
        ))}
      </ul>
      {failed.length > 0 ? <FailedRuns rule={rule} failed={failed} /> : null}
    </>
  )
}

function FailedRuns({ rule, failed }: { rule: OnlineRuleView; failed: readonly OnlineExample[] }) {
  return (
    <details className="text-sm">
      <summary className="cursor-pointer font-medium">
        {t('onlineScoring.failedRuns', { count: failed.length })}
      </summary>
      <ul className="mt-2 divide-y rounded-md border">
        {failed.map(({ runId, scorer, value, versionNumber, reason, reasonRef, at }) => (
          <li key={`${runId} ${scorer}`} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-3 py-2">
            <Link href={`/runs/${runId}`} className="text-accent underline underline-offset-2">
              {formatRelative(at)}
            </Link>
            <span className="text-muted text-xs">
              {metricName(rule.scorers, scorer)} · {metricText(scorer, value)}
              {versionNumber === null ? '' : ` · ${t('evaluations.version', { number: versionNumber })}`}
            </span>
            <span className="min-w-0 basis-full break-words text-xs">
              <StoredText text={reason} problem={reasonRef} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
