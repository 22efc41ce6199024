'use client'
import { useState } from 'react'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { byText } from '@/components/ui/sort-orders'
import { t } from '@/lib/client/messages/t'
import { USAGE_DIMENSIONS, type Usage, type UsageDimension, type UsageRow } from '@/lib/contracts/usage'
import { BreakdownTable } from './breakdown-table'
import { DIMENSION_LABELS } from './dimension-labels'
import { rowName } from './row-name'

const largest = (read: (row: UsageRow) => number) => (a: UsageRow, b: UsageRow) => read(b) - read(a)
const NUMBERS: Readonly<Record<string, ListOrder<UsageRow>>> = {
  cost: {
    get label() {
      return t('usage.sortCost')
    },
    compare: largest((row) => row.costMicros),
  },
  tokens: {
    get label() {
      return t('usage.sortTokens')
    },
    compare: largest((row) => row.inputTokens + row.outputTokens),
  },
  calls: {
    get label() {
      return t('usage.sortCalls')
    },
    compare: largest((row) => row.calls),
  },
}
const NAMED = {
  ...NUMBERS,
  name: {
    get label() {
      return t('usage.sortName')
    },
    compare: byText((row: UsageRow) => row.name ?? '~'),
  },
}
const DAYS = {
  newest: {
    get label() {
      return t('usage.sortDay')
    },
    compare: (a: UsageRow, b: UsageRow) => b.id.localeCompare(a.id),
  },
  ...NUMBERS,
}

/** Totals by app, model, key, person or day. */
export function BreakdownSection({ usage }: { usage: Usage }) {
  const [dimension, setDimension] = useState<UsageDimension>('app')
  const { rows, rest } = usage.by[dimension]
  return (
    <section>
      <div className="mb-3 overflow-x-auto">
        <SegmentedControl
          label={t('usage.breakdown')}
          value={dimension}
          onValueChange={setDimension}
          options={USAGE_DIMENSIONS.map((value) => ({ value, label: t(DIMENSION_LABELS[value]) }))}
        />
      </div>
      <ListView
        key={dimension}
        query={{ error: null, refetch: () => {} }}
        items={rows}
        empty={null}
        searchLabel={t('usage.searchRows')}
        textOf={(row) => `${rowName(row, dimension)} ${row.note ?? ''}`}
        orders={dimension === 'day' ? DAYS : NAMED}
      >
        {(shown) => <BreakdownTable dimension={dimension} rows={shown} rest={rest} whole={usage.sums} />}
      </ListView>
    </section>
  )
}
