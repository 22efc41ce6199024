'use client'
import { settingName } from '@/components/diff/field-names'
import { Badge } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, WIDE } from '@/components/ui/table'
import { formatCost, formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { CandidateView } from '@/lib/contracts/optimizations'
import { metricText } from '../labels'
import { candidateName } from './candidate-name'
import { valueText } from './value-text'

interface CandidateTableProps {
  candidates: readonly CandidateView[]
  selected: number | null
  onSelect: (index: number) => void
}

/** The numbers of the chart, the best first. */
export function CandidateTable({ candidates, selected, onSelect }: CandidateTableProps) {
  const ranked = [...candidates].sort(
    (a, b) =>
      Number(b.status === 'finished') - Number(a.status === 'finished') ||
      (b.quality.mean ?? -1) - (a.quality.mean ?? -1),
  )
  const hasCost = candidates.some(({ costMicros }) => (costMicros ?? 0) > 0)
  return (
    <Table aria-label={t('optimizer.candidates')}>
      <TableHead>
        <tr>
          <TableHeader>{t('optimizer.candidateColumn')}</TableHeader>
          <TableHeader>{t('optimizer.quality')}</TableHeader>
          {hasCost ? <TableHeader className={WIDE}>{t('evaluations.costPerAnswer')}</TableHeader> : null}
          <TableHeader className={WIDE}>{t('evaluations.latency')}</TableHeader>
          <TableHeader>{t('optimizer.state')}</TableHeader>
          <TableHeader className={WIDE}>{t('optimizer.changes')}</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {ranked.map(({ index, quality, costMicros, latencyMs, status, isOnFront, changes }) => (
          <TableRow key={index} aria-selected={index === selected} className="aria-selected:bg-accent-soft/60">
            <TableCell>
              <button
                type="button"
                className="whitespace-nowrap font-medium underline-offset-2 hover:underline"
                onClick={() => onSelect(index)}
              >
                {candidateName(index)}
              </button>
            </TableCell>
            <TableCell className="whitespace-nowrap tabular-nums">
              {metricText(quality.id, quality.mean)}
              <span className="ml-2 text-muted text-xs">{t('optimizer.caseCount', { count: quality.count })}</span>
            </TableCell>
            {hasCost ? (
              <TableCell className={`${WIDE} tabular-nums`}>
                {costMicros === null ? '–' : formatCost(costMicros)}
              </TableCell>
            ) : null}
            <TableCell className={`${WIDE} tabular-nums`}>
              {latencyMs === null ? '–' : formatDuration(latencyMs)}
            </TableCell>
            <TableCell>
              <Badge tone={isOnFront ? 'success' : 'neutral'}>
                {t(isOnFront ? 'optimizer.onFront' : `optimizer.candidate-${status}`)}
              </Badge>
            </TableCell>
            <TableCell className={`${WIDE} max-w-72 truncate text-muted text-xs`}>
              {changes
                .map(({ nodeType, path, after }) => `${settingName(nodeType, path.split('.'))}: ${valueText(after)}`)
                .join(' · ')}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
