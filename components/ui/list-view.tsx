'use client'
import { type ReactNode, useMemo, useState } from 'react'
import { t } from '@/lib/client/messages/t'
import { Choice } from './choice'
import { EmptyState } from './empty-state'
import { ListStates, type ListStatesProps } from './list-states'
import { ListToolbar } from './list-toolbar'

export interface ListOrder<Item> {
  label: string
  compare: (a: Item, b: Item) => number
}

export interface ListFilter<Item> {
  label: string
  matches: (item: Item) => boolean
}

export interface ListViewProps<Item> extends Omit<ListStatesProps<Item>, 'children'> {
  searchLabel: string
  /** Text that the search matches. */
  textOf: (item: Item) => string
  /** The first one is the default order. */
  orders: Readonly<Record<string, ListOrder<Item>>>
  filters?: { label: string; options: Readonly<Record<string, ListFilter<Item>>> }
  /** Further controls beside the search. */
  tools?: ReactNode
  children: (shown: readonly Item[]) => ReactNode
}

/** A fully loaded list with its four states, search, sorting and incremental rendering. */
export function ListView<Item>(props: ListViewProps<Item>) {
  const { query, items, loading, empty } = props
  return (
    <ListStates query={query} items={items} loading={loading} empty={empty}>
      {(all) => <FullList {...props} all={all} />}
    </ListStates>
  )
}

function FullList<Item>(props: ListViewProps<Item> & { all: readonly Item[] }) {
  const { all, searchLabel, textOf, orders, filters, tools, children } = props
  const [search, setSearch] = useState('')
  const [order, setOrder] = useState(Object.keys(orders)[0] ?? '')
  const [filter, setFilter] = useState(Object.keys(filters?.options ?? {})[0] ?? '')
  const compare = orders[order]?.compare
  const selected = filters?.options[filter]
  const shownRows = useMemo(() => {
    const text = search.toLowerCase().trim()
    const found = all.filter((item) => textOf(item).toLowerCase().includes(text) && (selected?.matches(item) ?? true))
    return compare ? found.sort(compare) : found
  }, [all, search, textOf, selected, compare])
  return (
    <section>
      <ListToolbar search={search} onSearch={setSearch} searchLabel={searchLabel}>
        {filters ? (
          <Picker options={filters.options} value={filter} onSelect={setFilter} label={filters.label} />
        ) : null}
        {Object.keys(orders).length > 1 ? (
          <Picker options={orders} value={order} onSelect={setOrder} label={t('common.sortBy')} />
        ) : null}
        {tools}
      </ListToolbar>
      {shownRows.length === 0 ? <NothingFound query={search || (selected?.label ?? '')} /> : children(shownRows)}
    </section>
  )
}

interface PickerProps {
  options: Readonly<Record<string, { label: string }>>
  value: string
  onSelect: (value: string) => void
  label: string
}

function Picker({ options, value, onSelect, label }: PickerProps) {
  return (
    <Choice
      values={Object.keys(options)}
      labelOf={(key) => options[key]?.label ?? key}
      value={value}
      onSelect={onSelect}
      label={label}
      className="w-36"
    />
  )
}

function NothingFound({ query }: { query: string }) {
  return (
    <EmptyState compact icon="search" title={t('common.nothingFound')} text={t('common.nothingFoundFor', { query })} />
  )
}
