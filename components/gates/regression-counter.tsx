'use client'
import Link from 'next/link'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { countRegressions } from '@/lib/contracts/regressions'

/** Number of problems that became tests, and of those that pass now. */
export function RegressionCounter({ appId }: { appId: string }) {
  const found = useContractQuery(countRegressions, { params: { appId }, staleTime: 0 }).data?.regressions
  if (!found) return null
  const facts = [
    { name: t('gates.testsFound'), value: found.found },
    { name: t('gates.testsTested'), value: found.tested },
    { name: t('gates.testsFixed'), value: found.fixed },
  ]
  return (
    <section className="mb-4 flex flex-wrap items-center gap-x-6 gap-y-2 rounded-lg border bg-surface px-4 py-3">
      <h2 className="font-medium text-sm">
        <Link href={`/evaluations/${found.evaluationId}`} className="underline-offset-2 hover:underline">
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
      {found.oldestOpenAt ? (
        <p className="text-muted text-xs">{t('gates.testsOpen', { time: formatRelative(found.oldestOpenAt) })}</p>
      ) : null}
      {found.tested < found.found ? (
        <Link href={`/data/${found.datasetId}`} className="text-accent text-xs underline underline-offset-2">
          {t('gates.testsReview', { count: found.found - found.tested })}
        </Link>
      ) : null}
    </section>
  )
}
