'use client'
import { t } from '@/lib/client/messages/t'
import { Button } from './button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSub,
  DropdownMenuSubContent,
  DropdownMenuSubTrigger,
  DropdownMenuTrigger,
} from './dropdown-menu'
import { Icon } from './icon'

export interface ListFilter {
  name: string
  label: string
  /** Text of the first option, which removes the filter. */
  any: string
  options: readonly { value: string; label: string }[]
  /** Empty if the filter is not set. */
  value: string
  onChange: (value: string) => void
}

/** Radix reserves the empty value for “no selection”. */
const ANY = 'any'

/** One button with all filters of a list, followed by a chip for each filter that is set. */
export function FilterMenu({ filters }: { filters: readonly ListFilter[] }) {
  const activeFilters = filters.filter(({ value }) => value !== '')
  const clear = () => {
    for (const { onChange } of activeFilters) onChange('')
  }
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button icon="filter">{t('common.filter')}</Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          {filters.map((filter) => (
            <FilterOptions key={filter.name} filter={filter} />
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
      {activeFilters.map((filter) => (
        <FilterChip key={filter.name} filter={filter} />
      ))}
      {activeFilters.length > 1 ? (
        <Button variant="ghost" onClick={clear}>
          {t('common.clearFilters')}
        </Button>
      ) : null}
    </>
  )
}

function FilterOptions({ filter: { label, any, options, value, onChange } }: { filter: ListFilter }) {
  return (
    <DropdownMenuSub>
      <DropdownMenuSubTrigger disabled={options.length === 0}>{label}</DropdownMenuSubTrigger>
      <DropdownMenuSubContent className="max-h-80">
        <DropdownMenuRadioGroup
          aria-label={label}
          value={value || ANY}
          onValueChange={(next) => onChange(next === ANY ? '' : next)}
        >
          {[{ value: ANY, label: any }, ...options].map((option) => (
            <DropdownMenuRadioItem key={option.value} value={option.value}>
              {option.label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuSubContent>
    </DropdownMenuSub>
  )
}

function FilterChip({ filter: { label, options, value, onChange } }: { filter: ListFilter }) {
  const selectedLabel = options.find((option) => option.value === value)?.label ?? value
  return (
    <span className="inline-flex h-8 min-w-0 items-center rounded-md border bg-surface pl-2.5 text-sm">
      <span className="truncate">
        <span className="text-muted">{label}</span> {selectedLabel}
      </span>
      <button
        type="button"
        aria-label={t('common.removeFilter', { filter: label })}
        onClick={() => onChange('')}
        className="flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:text-ink"
      >
        <Icon name="x" size={13} />
      </button>
    </span>
  )
}
