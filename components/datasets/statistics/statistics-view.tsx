import type { ReactNode } from 'react'
import { formatCount } from '@/lib/client/format/format'
import { languageName } from '@/lib/client/messages/intl'
import { t } from '@/lib/client/messages/t'
import type { DatasetStatistics } from '@/lib/contracts/dataset-versions'
import { REVIEW_LABELS } from '../kind-labels'
import { Bars } from './bars'
import { LabelBars } from './label-bars'
import { LengthPlot } from './length-plot'
import { SplitBar } from './split-bar'

const SHOWN_LABELS = 30

/** Charts of the statistics of a draft or a version. */
export function StatisticsView({
  statistics,
  splitAction,
}: {
  statistics: DatasetStatistics
  splitAction?: ReactNode
}) {
  const { examples, tokens, splits, reviews, labels, balance, languages, personal, keptPersonal } = statistics
  return (
    <div className="flex flex-col gap-6">
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line sm:grid-cols-4">
        <Fact label={t('datasets.tabExamples')} value={formatCount(examples)} />
        <Fact label={t('datasets.tokensTotal')} value={formatCount(tokens)} />
        <Fact label={t('datasets.tokensMedian')} value={formatCount(statistics.medianTokens)} />
        <Fact label={t('datasets.tokensLongest')} value={formatCount(statistics.longestTokens)} />
      </dl>
      <Section title={t('datasets.splits')} action={splitAction}>
        <SplitBar splits={splits} />
        {statistics.leaks > 0 ? (
          <p className="mt-2 text-danger text-xs">{t('datasets.leaks', { count: statistics.leaks })}</p>
        ) : (
          <p className="mt-2 text-muted text-xs">
            {t('datasets.noLeaks')}
            {statistics.sameInput > 0 ? ` ${t('datasets.sameInput', { count: statistics.sameInput })}` : null}
          </p>
        )}
      </Section>
      <div className="grid gap-6 lg:grid-cols-2">
        <Section title={t('datasets.lengths')}>
          <LengthPlot histogram={statistics.tokensHistogram} />
        </Section>
        <Section title={t('datasets.review')}>
          <Bars
            rows={(['approved', 'pending', 'rejected'] as const).map((review) => ({
              name: t(REVIEW_LABELS[review]),
              count: reviews[review],
            }))}
          />
        </Section>
        {labels.length > 0 ? (
          <Section title={t('datasets.labelBalance', { balance: `${Math.round((balance ?? 0) * 100)} %` })}>
            <LabelBars labels={labels.slice(0, SHOWN_LABELS)} />
            {labels.length > SHOWN_LABELS ? (
              <p className="mt-2 text-faint text-xs">
                {t('datasets.moreLabels', { count: labels.length - SHOWN_LABELS })}
              </p>
            ) : null}
          </Section>
        ) : null}
        <Section title={t('datasets.languages')}>
          <Bars
            rows={languages.slice(0, 8).map(({ name, count }) => ({
              name: name === 'und' ? t('datasets.languageUnknown') : languageName(name),
              count,
            }))}
          />
        </Section>
        <Section title={t('datasets.personal')}>
          {personal.length === 0 ? (
            <p className="text-muted text-sm">{t('datasets.personalNone')}</p>
          ) : (
            <>
              <Bars rows={personal.map(({ name, count }) => ({ name: `[${name}]`, count }))} />
              <p className="mt-2 text-muted text-xs">{t('datasets.personalSummary', { count: keptPersonal })}</p>
            </>
          )}
        </Section>
      </div>
    </div>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="min-w-0 bg-surface px-4 py-2.5">
      <dt className="text-faint text-xs">{label}</dt>
      <dd className="truncate font-semibold text-lg tabular-nums">{value}</dd>
    </div>
  )
}

function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <header className="mb-2 flex min-h-7 items-center justify-between gap-3">
        <h2 className="font-medium text-sm">{title}</h2>
        {action}
      </header>
      {children}
    </section>
  )
}
