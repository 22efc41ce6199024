'use client'
import Link from 'next/link'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { countRegressions } from '@/lib/contracts/regressions'

/** Number of problems that became tests, and of those that pass now. */
export function RegressionCounter({ appId }: { appId: string }) {
  const regressions = useContractQuery(countRegressions, { params: { appId }, staleTime: 0 }).data?.regressions
  if (!regressions) return null
  const facts = [
    { name: t('gates.testsFound'), value: regressions.found },
    { name: t('gates.testsTested'), value: regressions.tested },
    { name: t('gates.testsFixed'), value: regressions.fixed },
    { name: t('gates.testsClosed'), value: regressions.closed },
  ]
  return (
    <section className="mb-4 flex flex-wrap items-center gap-x-6 gap-y-2 rounded-lg border bg-surface px-4 py-3">
      <h2 className="font-medium text-sm">
        <Link href={`/evaluations/${regressions.evaluationId}`} className="underline-offset-2 hover:underline">
          {t('gates.tests')}
        </Link>
      </h2>
      <dl className="flex flex-wrap gap-x-6 gap-y-1">
        {facts.map(({ name, value }) => (
          <div key={name} className="flex items-baseline gap-1.5 text-sm">
            <dd className="font-semibold tabular-nums">{value}</dd>
            <dt className="text-muted text-xs">{name}</dt>
          </div>
        ))}
      </dl>
      {regressions.oldestOpenAt ? (
        <p className="text-muted text-xs">{t('gates.testsOpen', { time: formatRelative(regressions.oldestOpenAt) })}</p>
      ) : null}
      {regressions.tested < regressions.found ? (
        <Link href={`/data/${regressions.datasetId}`} className="text-accent text-xs underline underline-offset-2">
          {t('gates.testsReview', { count: regressions.found - regressions.tested })}
        </Link>
      ) : null}
    </section>
  )
}
