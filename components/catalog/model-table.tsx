'use client'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Checkbox } from '@/components/ui/checkbox'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { t } from '@/lib/client/messages/t'
import type { ListedModel } from '@/lib/contracts/model-cards'
import { cardHref } from './card-href'
import { Known } from './cards/optional-value'
import { RetirementBadge } from './cards/retirement-badge'
import { metricFormats } from './plots/format-metrics'
import { words } from './value-labels'

export interface ModelTableProps {
  models: readonly ListedModel[]
  isSelected: (model: ListedModel) => boolean
  onSelect: (model: ListedModel) => void
}

interface Column {
  label: string
  /** The classes that show the column from a window width on. */
  from: string
  textOf: (model: ListedModel) => string | null
}

const columns = (): Column[] => [
  { label: t('catalog.price'), from: 'sm:table-cell', textOf: priceOf },
  {
    label: t('catalog.context'),
    from: 'md:table-cell',
    textOf: ({ contextTokens }) => metricFormats.tokens(contextTokens),
  },
  {
    label: t('catalog.firstToken'),
    from: 'lg:table-cell',
    textOf: ({ measured }) => metricFormats.duration(measured?.firstTokenP50Ms),
  },
  {
    label: t('catalog.errorRate'),
    from: 'lg:table-cell',
    textOf: ({ measured }) => metricFormats.share(measured?.errorRate),
  },
  { label: t('catalog.quality'), from: 'md:table-cell', textOf: ({ quality }) => metricFormats.share(quality) },
  { label: t('catalog.safety'), from: 'md:table-cell', textOf: ({ safety }) => metricFormats.share(safety) },
  { label: t('catalog.scorecard'), from: 'xl:table-cell', textOf: scoreOf },
]

export function ModelTable({ models, isSelected, onSelect }: ModelTableProps) {
  const shown = columns().filter(({ textOf }) => models.some((model) => textOf(model) !== null))
  return (
    <Table>
      <TableHead>
        <tr>
          <TableHeader className="w-8 pr-0">
            <span className="sr-only">{t('catalog.compare')}</span>
          </TableHeader>
          <TableHeader>{t('catalog.model')}</TableHeader>
          {shown.map(({ label, from }) => (
            <TableHeader key={label} className={`hidden text-right ${from}`}>
              {label}
            </TableHeader>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {models.map((model) => (
          <ModelRow
            key={`${model.connection}/${model.model}`}
            model={model}
            columns={shown}
            selected={isSelected(model)}
            onSelect={() => onSelect(model)}
          />
        ))}
      </TableBody>
    </Table>
  )
}

interface ModelRowProps {
  model: ListedModel
  columns: readonly Column[]
  selected: boolean
  onSelect: () => void
}

function ModelRow({ model, columns: shownColumns, selected, onSelect }: ModelRowProps) {
  return (
    <TableRow>
      <TableCell className="pr-0">
        <Checkbox
          checked={selected}
          onCheckedChange={onSelect}
          aria-label={t('catalog.addToCompare', { name: model.label })}
        />
      </TableCell>
      <TableCell className="w-full max-w-0">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Link href={cardHref(model)} prefetch={false} className="truncate font-medium hover:underline">
            {model.label}
          </Link>
          {model.connectionName === null ? <Badge tone="outline">{t('catalog.availableBadge')}</Badge> : null}
          <RetirementBadge retiresOn={model.retiresOn} />
        </div>
        <p className="truncate text-muted text-xs">
          {[model.connectionName ?? model.providerLabel, ...model.abilities.map(words.ability)].join(' · ')}
        </p>
        <p className="text-muted text-xs sm:hidden">{priceOf(model)}</p>
      </TableCell>
      {shownColumns.map(({ label, from, textOf }) => (
        <TableCell key={label} className={`hidden whitespace-nowrap text-right tabular-nums ${from}`}>
          <Known missing="–">{textOf(model)}</Known>
        </TableCell>
      ))}
    </TableRow>
  )
}

/** A score that is known well enough, with its known share. The model's own page explains the rest. */
function scoreOf({ scorecard: { score, known } }: ListedModel): string | null {
  if (score === null) return null
  return t('catalog.scoreWithKnown', { score: Math.round(score), known: Math.round(known) })
}

/** Price of a million input and output tokens. */
function priceOf({ inputMicros, outputMicros }: ListedModel): string | null {
  if (inputMicros === 0 && outputMicros === 0) return t('catalog.ownHardware')
  if (inputMicros === null) return null
  return [metricFormats.price(inputMicros), outputMicros ? metricFormats.price(outputMicros) : null]
    .filter(Boolean)
    .join(' / ')
}
