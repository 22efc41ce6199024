'use client'
import Link from 'next/link'
import { useState } from 'react'
import { scorerNameOf } from '@/components/gates/scorer-name'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow, WIDE } from '@/components/ui/table'
import { formatCost, formatDuration, formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { saveText } from '@/lib/client/save-text'
import { type AppScorecard, type AppScorecardEntry, getAppScorecard } from '@/lib/contracts/app-scorecard'
import { listVersions } from '@/lib/contracts/versions'

const DRAFT = 'draft'

/** Measured quality, reliability and security of one version, with intervals and dates. */
export function ScorecardSection({ appId }: { appId: string }) {
  const versions = useContractQuery(listVersions, { params: { appId } }).data?.versions
  const [selected, setSelected] = useState<string | null>(null)
  const live = versions?.find((version) => version.live)
  const shown = selected ?? live?.id ?? DRAFT
  const card = useContractQuery(getAppScorecard, {
    params: { appId },
    query: shown === DRAFT ? {} : { versionId: shown },
    keepPrevious: true,
    enabled: versions !== undefined,
  }).data
  if (!versions || !card) return null
  const known = card.entries.filter(({ value }) => value !== null)
  const missing = card.entries.filter(({ value }) => value === null)
  return (
    <section className="mt-8 flex flex-col gap-3" aria-labelledby="scorecard-title">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h2 id="scorecard-title" className="font-semibold text-base">
            {t('scorecard.title')}
          </h2>
          <p className="max-w-3xl text-muted text-sm">{t('scorecard.titleHint')}</p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Select
            className="w-44"
            aria-label={t('scorecard.version')}
            value={shown}
            onValueChange={setSelected}
            options={[
              { value: DRAFT, label: t('evaluations.draft') },
              ...versions.map(({ id, number }) => ({ value: id, label: t('evaluations.version', { number }) })),
            ]}
          />
          <Button icon="download" onClick={() => saveText(fileName(card), JSON.stringify(card, null, 2))}>
            {t('scorecard.export')}
          </Button>
        </div>
      </div>
      {known.length > 0 ? (
        <Table aria-label={t('scorecard.title')}>
          <TableHead>
            <tr>
              <TableHeader>{t('scorecard.rule')}</TableHeader>
              <TableHeader className="text-right">{t('scorecard.value')}</TableHeader>
              <TableHeader className={WIDE}>{t('scorecard.interval')}</TableHeader>
              <TableHeader className={WIDE}>{t('scorecard.measured')}</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {known.map((entry) => (
              <Row key={entry.rule} entry={entry} appId={appId} />
            ))}
          </TableBody>
        </Table>
      ) : null}
      {missing.length > 0 ? (
        <p className="max-w-3xl text-muted text-xs">
          {t('scorecard.missing', { rules: missing.map(({ rule }) => t(`scorecard.rule-${rule}`)).join(' · ') })}
        </p>
      ) : null}
    </section>
  )
}

const fileName = ({ appName, versionNumber }: AppScorecard): string =>
  `${appName.replace(/[^\p{L}\p{N}]+/gu, '-')}-scorecard-${versionNumber ?? 'draft'}.json`

function Row({ entry, appId }: { entry: AppScorecardEntry; appId: string }) {
  const { area, rule, value, interval, count, measuredAt } = entry
  return (
    <TableRow>
      <TableCell>
        <span className="block text-muted text-xs">{t(`scorecard.area-${area}`)}</span>
        {t(`scorecard.rule-${rule}`)}
        {detailText(entry) === '' ? null : <span className="ml-2 text-muted text-xs">{detailText(entry)}</span>}
      </TableCell>
      <TableCell className="whitespace-nowrap text-right tabular-nums">
        <Source entry={entry} appId={appId}>
          {valueText(entry, value ?? 0)}
        </Source>
      </TableCell>
      <TableCell className={`${WIDE} whitespace-nowrap text-muted text-xs tabular-nums`}>
        {interval ? `[${valueText(entry, interval.low)}, ${valueText(entry, interval.high)}]` : '–'}
        {count > 0 ? <span className="ml-2">n = {count}</span> : null}
      </TableCell>
      <TableCell className={`${WIDE} whitespace-nowrap text-muted text-xs`}>
        {measuredAt === null ? '–' : formatRelative(measuredAt)}
      </TableCell>
    </TableRow>
  )
}

/** The value, linked to its examples. */
function Source({ entry: { source }, appId, children }: { entry: AppScorecardEntry; appId: string; children: string }) {
  const href =
    source?.kind === 'experiment'
      ? `/evaluations/${source.evaluationId}?experiment=${source.experimentId}`
      : source?.kind === 'runs'
        ? `/runs?app=${appId}`
        : null
  if (href === null) return children
  return (
    <Link href={href} className="underline underline-offset-2">
      {children}
    </Link>
  )
}

function valueText({ unit, rule, detail }: AppScorecardEntry, value: number): string {
  if (rule === 'gate') return detail
  if (unit === 'ms') return formatDuration(value)
  if (unit === 'micros') return formatCost(value)
  return `${(100 * value).toFixed(1)} %`
}

function detailText({ rule, detail }: AppScorecardEntry): string {
  if (rule === 'gate') return ''
  if (rule === 'cost' || rule === 'latency') return ''
  return rule === 'correctness' || rule === 'groundedness' ? scorerNameOf(detail) : detail
}
