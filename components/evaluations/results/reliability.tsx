import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { t } from '@/lib/client/messages/t'
import type { ExperimentView, VariantSummary } from '@/lib/contracts/experiments'
import { metricText, variantNames } from '../labels'

interface ReliabilityProps {
  experiment: ExperimentView
  summaries: readonly VariantSummary[]
}

/** How often an app passes each time (pass^k) or at least once (pass@k). Renders nothing without repeats. */
export function Reliability({ experiment, summaries }: ReliabilityProps) {
  const names = variantNames(experiment)
  const longest = Math.max(0, ...summaries.map(({ reliability }) => reliability.length))
  if (longest < 2) return null
  return (
    <section className="flex min-w-0 flex-col gap-2" aria-labelledby="reliability-title">
      <h2 id="reliability-title" className="font-semibold text-base">
        {t('evaluations.reliability')}
      </h2>
      <Table>
        <TableHead>
          <tr>
            <TableHeader>{t('evaluations.trials')}</TableHeader>
            {names.map((name, index) => (
              <TableHeader key={experiment.variants[index]?.id} className="text-right">
                {name}
              </TableHeader>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {Array.from({ length: longest }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its number of trials.
            <TableRow key={index}>
              <TableCell>{t('evaluations.allOf', { k: index + 1 })}</TableCell>
              {summaries.map(({ reliability }, variant) => (
                <TableCell key={experiment.variants[variant]?.id} className="whitespace-nowrap text-right tabular-nums">
                  {metricText('', reliability[index]?.allPass ?? null)}
                  <span className="ml-2 text-muted text-xs">
                    {t('evaluations.anyOf', { share: metricText('', reliability[index]?.anyPasses ?? null) })}
                  </span>
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <p className="max-w-3xl text-faint text-xs">{t('evaluations.reliabilityHint')}</p>
    </section>
  )
}
