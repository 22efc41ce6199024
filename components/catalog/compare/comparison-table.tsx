import Link from 'next/link'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import type { ModelCardView, ModelSummary } from '@/lib/contracts/model-cards'
import { cardHref } from '../card-href'
import { Known } from '../cards/optional-value'
import { RetirementBadge } from '../cards/retirement-badge'
import { keyOf } from './compared-models'
import { type ComparedGroup, type ComparedRow, comparisonRows } from './comparison-rows'

interface ComparisonTableProps {
  cards: readonly ModelCardView[]
  onRemove: (key: string) => void
}

/** One column per model; the best value of comparable rows is bold. */
export function ComparisonTable({ cards, onRemove }: ComparisonTableProps) {
  const keys = cards.map(({ summary }) => keyOf(summary))
  return (
    <div className="overflow-x-auto rounded-lg border bg-surface">
      <table className="w-full min-w-max border-collapse text-left text-sm">
        <thead>
          <tr className="border-b align-top">
            <td className="sticky left-0 w-32 bg-surface sm:w-44" />
            {cards.map(({ summary }) => (
              <ModelHead key={keyOf(summary)} summary={summary} onRemove={() => onRemove(keyOf(summary))} />
            ))}
          </tr>
        </thead>
        {comparisonRows(cards).map((group) => (
          <Group key={group.title} group={group} keys={keys} />
        ))}
      </table>
    </div>
  )
}

function ModelHead({ summary, onRemove }: { summary: ModelSummary; onRemove: () => void }) {
  return (
    <th scope="col" className="min-w-44 max-w-64 px-3 py-3 font-normal">
      <span className="flex items-start justify-between gap-2">
        <Link href={cardHref(summary)} className="font-semibold hover:underline">
          {summary.label}
        </Link>
        <IconButton icon="x" label={t('catalog.remove', { name: summary.label })} onClick={onRemove} />
      </span>
      <span className="mb-1 block text-muted text-xs">{summary.connectionName ?? summary.providerLabel}</span>
      <RetirementBadge retiresOn={summary.retiresOn} />
    </th>
  )
}

function Group({ group, keys }: { group: ComparedGroup; keys: readonly string[] }) {
  return (
    <tbody className="divide-y border-b last:border-b-0">
      <tr className="bg-sunken/60">
        <th scope="rowgroup" colSpan={keys.length + 1} className="px-3 py-1.5 font-semibold text-xs">
          {group.title}
        </th>
      </tr>
      {group.rows.map((row) => (
        <Row key={row.label} row={row} keys={keys} />
      ))}
    </tbody>
  )
}

function Row({ row, keys }: { row: ComparedRow; keys: readonly string[] }) {
  return (
    <tr className="align-baseline">
      <th scope="row" className="sticky left-0 bg-surface px-3 py-2 font-normal text-muted text-xs">
        {row.label}
      </th>
      {keys.map((key, column) => {
        const cell = row.cells[column]
        return (
          <td key={key} className="max-w-64 px-3 py-2 tabular-nums">
            <Known missing={cell?.missing ?? ''}>{cell?.isBest ? <strong>{cell.text}</strong> : cell?.text}</Known>
          </td>
        )
      })}
    </tr>
  )
}
