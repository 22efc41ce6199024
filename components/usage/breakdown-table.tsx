import { Badge } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { formatCost, formatCount } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { UsageDimension, UsageRow, UsageSums } from '@/lib/contracts/usage'
import { costText } from './cost-text'
import { DIMENSION_LABELS } from './dimension-labels'
import { rowName } from './row-name'

const WIDE = 'hidden text-right md:table-cell'
export interface BreakdownTableProps {
  dimension: UsageDimension
  rows: readonly UsageRow[]
  rest: UsageSums | null
  whole: UsageSums
}

export function BreakdownTable({ dimension, rows, rest, whole }: BreakdownTableProps) {
  return (
    <Table>
      <TableHead>
        <tr>
          <TableHeader>{t(DIMENSION_LABELS[dimension])}</TableHeader>
          <TableHeader className="text-right">{t('usage.cost')}</TableHeader>
          <TableHeader className="text-right">{t('usage.tokens')}</TableHeader>
          <TableHeader className="hidden text-right sm:table-cell">{t('usage.calls')}</TableHeader>
          <TableHeader className={WIDE}>{t('usage.failures')}</TableHeader>
          <TableHeader className={WIDE}>{t('usage.savedShort')}</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <NameCell row={row} dimension={dimension} />
            <Sums sums={row} whole={whole} />
          </TableRow>
        ))}
        {rest ? (
          <TableRow>
            <TableCell className="text-muted">{t('usage.rest')}</TableCell>
            <Sums sums={rest} whole={whole} />
          </TableRow>
        ) : null}
      </TableBody>
    </Table>
  )
}

function NameCell({ row, dimension }: { row: UsageRow; dimension: UsageDimension }) {
  return (
    <TableCell className="max-w-40 md:max-w-80">
      <p className="flex min-w-0 items-center gap-2">
        <span className={row.name === null ? 'truncate text-muted' : 'truncate font-medium'}>
          {rowName(row, dimension)}
        </span>
        {row.isDeleted && dimension !== 'model' && row.name !== null ? <Badge>{t('usage.deleted')}</Badge> : null}
      </p>
      {noteOf(row, dimension) ? <p className="truncate text-muted text-xs">{noteOf(row, dimension)}</p> : null}
    </TableCell>
  )
}

function noteOf({ note, isDeleted }: UsageRow, dimension: UsageDimension): string | null {
  if (dimension === 'model') return isDeleted ? t('usage.deletedConnection') : note
  if (note === null) return null
  return note === 'end-user' ? t('usage.endUser') : t('usage.member')
}

function Sums({ sums, whole }: { sums: UsageSums; whole: UsageSums }) {
  const { main, note } = costText(sums)
  const percent = whole.costMicros === 0 ? 0 : Math.round((sums.costMicros / whole.costMicros) * 100)
  return (
    <>
      <TableCell className="text-right tabular-nums">
        {main}
        {sums.costMicros > 0 ? (
          <span className="mt-1 ml-auto block h-1 w-16 overflow-hidden rounded-full bg-pressed md:w-28">
            <span className="block h-full rounded-full bg-accent" style={{ width: `${percent}%` }} />
            <span className="sr-only">{t('usage.share', { percent })}</span>
          </span>
        ) : null}
        {note ? (
          <span className="mt-0.5 block text-2xs text-muted" title={note}>
            {t('usage.plusUnpriced', { calls: formatCount(sums.unpricedCalls) })}
          </span>
        ) : null}
      </TableCell>
      <TableCell className="text-right text-muted tabular-nums">
        {formatCount(sums.inputTokens + sums.outputTokens)}
      </TableCell>
      <TableCell className="hidden text-right text-muted tabular-nums sm:table-cell">
        {formatCount(sums.calls)}
      </TableCell>
      <TableCell className={`${WIDE} tabular-nums ${sums.failures > 0 ? 'text-danger' : 'text-muted'}`}>
        {formatCount(sums.failures)}
      </TableCell>
      <TableCell className={`${WIDE} text-muted tabular-nums`}>{formatCost(sums.savedMicros)}</TableCell>
    </>
  )
}
