'use client'
import { Badge } from '@/components/ui/badge'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { localizeStored } from '@/lib/client/messages/localize-stored'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type CheckResultView, type CheckView, getCheck } from '@/lib/contracts/model-checks'
import { KIND_LABELS } from '../kind-labels'
import { metricFormats } from '../plots/format-metrics'
import { CheckSummaryLine } from './check-summary-line'

/** Each call of a check: prompt, answer and score. */
export function CheckResultsDialog({ check, onClose }: { check: CheckView; onClose: () => void }) {
  const found = useContractQuery(getCheck, { params: { checkId: check.id } })
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent size="xl" title={t(KIND_LABELS[check.kind])}>
        {found.error ? (
          <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
        ) : found.data ? (
          <>
            <CheckSummaryLine check={found.data.check} />
            <ol className="mt-3 divide-y rounded-lg border">
              {found.data.results.map((result) => (
                <Result key={result.ordinal} result={result} />
              ))}
            </ol>
          </>
        ) : (
          <SkeletonRows />
        )}
      </DialogContent>
    </Dialog>
  )
}

function Result({ result }: { result: CheckResultView }) {
  const { label, expected, output, passed, error, firstTokenMs, durationMs } = result
  return (
    <li className="flex flex-col gap-1 px-3 py-2.5 text-sm">
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1 break-words font-medium">{label}</p>
        <span className="shrink-0 text-muted text-xs tabular-nums">
          {[metricFormats.duration(firstTokenMs), metricFormats.duration(durationMs)].filter(Boolean).join(' / ')}
        </span>
        {error === null ? (
          <Badge tone={passed ? 'success' : 'danger'}>{t(passed ? 'catalog.passed' : 'catalog.failed')}</Badge>
        ) : (
          <Badge tone="warning">{t('catalog.noData')}</Badge>
        )}
      </div>
      {error ? (
        <p className="text-danger text-xs">{localizeStored(error, result.errorRef)}</p>
      ) : (
        <p className="text-muted text-xs">{localizeStored(result.reason, result.reasonRef)}</p>
      )}
      {expected === null ? null : (
        <p className="break-words text-xs">
          <span className="text-muted">{t('catalog.checkExpected')}: </span>
          {expected}
        </p>
      )}
      {output === '' ? null : (
        <p className="max-h-40 overflow-y-auto whitespace-pre-wrap break-words rounded-md bg-sunken px-2 py-1.5 text-xs">
          {output}
        </p>
      )}
    </li>
  )
}
