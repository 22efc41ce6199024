import { Icon } from '@/components/ui/icon'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { formatCost, formatCount, formatDuration } from '@/lib/client/format'
import { t } from '@/lib/client/messages/t'
import type { RolloutView, VersionFigures } from '@/lib/contracts/rollouts'

export interface FiguresTableProps {
  rollout: RolloutView
  base: VersionFigures
  candidate: VersionFigures
}

interface Figure {
  label: string
  textOf: (figures: VersionFigures) => string
  /** Lower is better; null: nothing to compare. */
  badnessOf: (figures: VersionFigures) => number | null
}

const ratings = ({ thumbsUp, thumbsDown }: VersionFigures) => thumbsUp + thumbsDown
const errorShare = ({ failed, runs }: VersionFigures) => (runs === 0 ? null : failed / runs)

const FIGURES: readonly Figure[] = [
  { label: t('releases.runs'), textOf: ({ runs }) => formatCount(runs), badnessOf: () => null },
  {
    label: t('releases.failed'),
    textOf: (figures) => percent(errorShare(figures)),
    badnessOf: errorShare,
  },
  { label: t('releases.p50'), textOf: ({ p50Ms }) => time(p50Ms), badnessOf: ({ p50Ms }) => p50Ms },
  { label: t('releases.p95'), textOf: ({ p95Ms }) => time(p95Ms), badnessOf: ({ p95Ms }) => p95Ms },
  {
    label: t('releases.cost'),
    textOf: ({ costMicros }) => (costMicros === null ? '–' : formatCost(costMicros)),
    badnessOf: ({ costMicros }) => costMicros,
  },
  {
    label: t('releases.ratings'),
    textOf: (figures) =>
      ratings(figures) === 0 ? '–' : `${percent(figures.thumbsUp / ratings(figures))} · ${ratings(figures)}`,
    badnessOf: (figures) => (ratings(figures) === 0 ? null : figures.thumbsDown / ratings(figures)),
  },
]

/** What both versions did, figure by figure; the arrow says which way the other one differs. */
export function FiguresTable({ rollout, base, candidate }: FiguresTableProps) {
  return (
    <Table>
      <TableHead>
        <tr>
          <TableHeader>{t('releases.figure')}</TableHeader>
          <TableHeader className="text-right">
            <Dot className="bg-faint" />
            {t('releases.liveVersion', { number: rollout.baseNumber })}
          </TableHeader>
          <TableHeader className="text-right">
            <Dot className="bg-accent" />
            {t('releases.otherVersion', { number: rollout.versionNumber })}
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {FIGURES.map(({ label, textOf, badnessOf }) => (
          <TableRow key={label}>
            <TableCell className="text-muted">{label}</TableCell>
            <TableCell className="text-right tabular-nums">{textOf(base)}</TableCell>
            <TableCell className="text-right font-medium tabular-nums">
              <Change before={badnessOf(base)} after={badnessOf(candidate)} />
              {textOf(candidate)}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

const Dot = ({ className }: { className: string }) => (
  <span aria-hidden className={`mr-1.5 inline-block size-2 rounded-full ${className}`} />
)

/** Less than a fiftieth is no difference that anybody would see. */
function Change({ before, after }: { before: number | null; after: number | null }) {
  if (before === null || after === null || Math.abs(after - before) <= Math.max(before, after) * 0.02) return null
  const isWorse = after > before
  const share = before === 0 ? null : Math.round(((after - before) / before) * 100)
  return (
    <span className={`mr-2 inline-flex items-center gap-0.5 text-xs ${isWorse ? 'text-danger' : 'text-success'}`}>
      <Icon name={isWorse ? 'arrow-up' : 'arrow-down'} size={11} />
      {share === null ? null : `${Math.abs(share)} %`}
    </span>
  )
}

const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(1)} %`)
const time = (milliseconds: number | null) => (milliseconds === null ? '–' : formatDuration(milliseconds))
