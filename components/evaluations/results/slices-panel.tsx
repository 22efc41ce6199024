'use client'
import { Disclosure } from '@/components/ui/disclosure'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type ExperimentView, listSlices, type SliceView } from '@/lib/contracts/experiments'
import { metricText, points, pText } from '../labels'

const SIGNIFICANT = 0.05

const BY = {
  tag: 'evaluations.sliceTag',
  language: 'evaluations.sliceLanguage',
  length: 'evaluations.sliceLength',
  source: 'evaluations.sliceSource',
} as const

const LENGTHS = {
  short: 'evaluations.sliceShort',
  medium: 'evaluations.sliceMedium',
  long: 'evaluations.sliceLong',
} as const

/** Weak groups of the tested variant; renders nothing if no group of examples is large enough. */
export function SlicesPanel({ experiment }: { experiment: ExperimentView }) {
  const { evaluationId, id: experimentId, variants, scorers } = experiment
  const variant = variants.length - 1
  const found = useContractQuery(listSlices, { params: { evaluationId, experimentId }, query: { variant } })
  const slices = found.data?.slices ?? []
  const primary = scorers[0]?.id ?? ''
  if (slices.length === 0) return null
  return (
    <Disclosure label={t('evaluations.slices', { count: slices.length })}>
      <Table>
        <TableHead>
          <tr>
            <TableHeader>{t('evaluations.slice')}</TableHeader>
            <TableHeader className="text-right">{t('evaluations.mean')}</TableHeader>
            <TableHeader className="text-right">{t('evaluations.difference')}</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {slices.map((slice) => (
            <TableRow key={`${slice.by} ${slice.name}`}>
              <TableCell>
                <span className="text-muted">{t(BY[slice.by])}: </span>
                {nameOf(slice)}
                <span className="block text-faint text-xs">{t('evaluations.sliceCount', { count: slice.count })}</span>
              </TableCell>
              <TableCell className="whitespace-nowrap text-right tabular-nums">
                {metricText(primary, slice.mean)}
                <span className="block text-faint text-xs">
                  [{metricText(primary, slice.interval.low)}, {metricText(primary, slice.interval.high)}]
                </span>
              </TableCell>
              <TableCell className="whitespace-nowrap text-right tabular-nums">
                <Difference slice={slice} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Disclosure>
  )
}

const nameOf = ({ by, name }: SliceView): string =>
  by === 'length' && (name === 'short' || name === 'medium' || name === 'long') ? t(LENGTHS[name]) : name

function Difference({ slice: { difference, adjustedP } }: { slice: SliceView }) {
  if (difference === null || adjustedP === null) return <>–</>
  const isClear = adjustedP < SIGNIFICANT
  return (
    <span className={isClear ? (difference < 0 ? 'font-medium text-danger' : 'font-medium text-success') : ''}>
      {points(difference, true)}
      <span className="block font-normal text-faint text-xs">{pText(adjustedP)}</span>
    </span>
  )
}
