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
import { figures } from './plots/format-metrics'
import { words } from './value-labels'

export interface ModelTableProps {
  models: readonly ListedModel[]
  isSelected: (model: ListedModel) => boolean
  onChoose: (model: ListedModel) => void
}

export function ModelTable({ models, isSelected, onChoose }: ModelTableProps) {
  return (
    <Table>
      <TableHead>
        <tr>
          <TableHeader className="w-8 pr-0">
            <span className="sr-only">{t('catalog.compare')}</span>
          </TableHeader>
          <TableHeader>{t('catalog.model')}</TableHeader>
          <TableHeader className="hidden text-right md:table-cell">{t('catalog.context')}</TableHeader>
          <TableHeader className="hidden text-right sm:table-cell">{t('catalog.price')}</TableHeader>
          <TableHeader className="hidden text-right lg:table-cell">{t('catalog.firstToken')}</TableHeader>
          <TableHeader className="hidden text-right lg:table-cell">{t('catalog.errorRate')}</TableHeader>
          <TableHeader className="hidden text-right md:table-cell">{t('catalog.quality')}</TableHeader>
          <TableHeader className="hidden text-right md:table-cell">{t('catalog.safety')}</TableHeader>
          <TableHeader className="hidden text-right xl:table-cell">{t('catalog.scorecard')}</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {models.map((model) => (
          <ModelRow
            key={`${model.connection}/${model.model}`}
            model={model}
            chosen={isSelected(model)}
            onChoose={() => onChoose(model)}
          />
        ))}
      </TableBody>
    </Table>
  )
}

function ModelRow({ model, chosen, onChoose }: { model: ListedModel; chosen: boolean; onChoose: () => void }) {
  const { measured } = model
  return (
    <TableRow>
      <TableCell className="pr-0">
        <Checkbox
          checked={chosen}
          onCheckedChange={onChoose}
          aria-label={t('catalog.addToCompare', { name: model.label })}
        />
      </TableCell>
      <TableCell className="w-full max-w-0">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Link href={cardHref(model)} className="truncate font-medium hover:underline">
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
      <NumberCell className="md:table-cell">{figures.tokens(model.contextTokens)}</NumberCell>
      <NumberCell className="sm:table-cell">{priceOf(model)}</NumberCell>
      <NumberCell className="lg:table-cell">{figures.duration(measured?.firstTokenP50Ms)}</NumberCell>
      <NumberCell className="lg:table-cell">{figures.share(measured?.errorRate)}</NumberCell>
      <NumberCell className="md:table-cell">{figures.share(model.quality)}</NumberCell>
      <NumberCell className="md:table-cell">{figures.share(model.safety)}</NumberCell>
      <NumberCell className="xl:table-cell">{scorecardOf(model)}</NumberCell>
    </TableRow>
  )
}

/** The known share is shown with every score, or instead of it if too little is known. */
function scorecardOf({ scorecard: { score, known } }: ListedModel): string | null {
  if (known === 0) return null
  const values = { score: Math.round(score ?? 0), known: Math.round(known) }
  return score === null ? t('catalog.areaKnown', values) : t('catalog.scoreWithKnown', values)
}

/** Price of a million input and output tokens. */
function priceOf({ inputMicros, outputMicros }: ListedModel): string | null {
  if (inputMicros === 0 && outputMicros === 0) return t('catalog.ownHardware')
  if (inputMicros === null) return null
  return [figures.price(inputMicros), outputMicros ? figures.price(outputMicros) : null].filter(Boolean).join(' / ')
}

function NumberCell({ className, children }: { className: string; children: React.ReactNode }) {
  return (
    <TableCell className={`hidden whitespace-nowrap text-right tabular-nums ${className}`}>
      <Known missing="–">{children}</Known>
    </TableCell>
  )
}
