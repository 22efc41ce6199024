'use client'
import { Disclosure } from '@/components/ui/disclosure'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import type { ExperimentView } from '@/lib/contracts/experiments'
import { getLabelReport, type LabelReport } from '@/lib/contracts/label-report'
import { metricText } from '../labels'

const SHOWN_CLASSES = 20
const percent = (value: number | null): string => metricText('', value)

/** Macro-F1, the weakest labels and frequent mix-ups of the tested variant. Renders nothing if answers are not labels. */
export function LabelsPanel({ experiment }: { experiment: ExperimentView }) {
  const { evaluationId, id: experimentId, variants } = experiment
  const found = useContractQuery(getLabelReport, {
    params: { evaluationId, experimentId },
    query: { variant: variants.length - 1 },
  })
  const report = found.data?.report
  if (!report) return null
  return (
    <Disclosure
      label={t('evaluations.labelReport', { macroF1: percent(report.macroF1), count: report.classes.length })}
    >
      <div className="flex flex-col gap-3">
        <p className="text-muted text-sm">
          {t('evaluations.labelAccuracy', { accuracy: percent(report.accuracy), count: report.examples })}
          {report.unknown > 0 ? ` ${t('evaluations.labelUnknown', { count: report.unknown })}` : ''}
        </p>
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <ClassBars classes={report.classes} />
          {report.mixUps.length > 0 ? <MixUps mixUps={report.mixUps} /> : null}
        </div>
      </div>
    </Disclosure>
  )
}

function ClassBars({ classes }: Pick<LabelReport, 'classes'>) {
  return (
    <figure className="flex min-w-0 flex-col gap-2">
      <figcaption className="font-medium text-sm">{t('evaluations.labelF1')}</figcaption>
      <ul className="flex flex-col gap-1">
        {classes.slice(0, SHOWN_CLASSES).map(({ name, f1, examples }) => (
          <li key={name} className="grid grid-cols-[minmax(0,1fr)_minmax(4rem,8rem)_3.5rem] items-center gap-2 text-xs">
            <span className="truncate" title={name}>
              {name} <span className="text-faint">({examples})</span>
            </span>
            <span aria-hidden className="h-2 overflow-hidden rounded-full bg-pressed">
              <span className="block h-full rounded-full bg-accent/70" style={{ width: `${100 * (f1 ?? 0)}%` }} />
            </span>
            <span className="text-right tabular-nums">{percent(f1)}</span>
          </li>
        ))}
      </ul>
      {classes.length > SHOWN_CLASSES ? (
        <p className="text-faint text-xs">{t('evaluations.labelsMore', { count: classes.length - SHOWN_CLASSES })}</p>
      ) : null}
    </figure>
  )
}

function MixUps({ mixUps }: Pick<LabelReport, 'mixUps'>) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 className="font-medium text-sm">{t('evaluations.mixUps')}</h3>
      <Table>
        <TableHead>
          <tr>
            <TableHeader>{t('evaluations.expectedLabel')}</TableHeader>
            <TableHeader>{t('evaluations.answeredLabel')}</TableHeader>
            <TableHeader className="text-right">{t('evaluations.exampleCount')}</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {mixUps.map(({ expected, answer, count }) => (
            <TableRow key={`${expected} ${answer}`}>
              <TableCell className="break-words text-xs">{expected}</TableCell>
              <TableCell className="break-words text-xs">{answer ?? t('evaluations.noLabel')}</TableCell>
              <TableCell className="text-right text-xs tabular-nums">{count}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  )
}
