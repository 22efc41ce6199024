import type { ReactNode } from 'react'
import { SearchInput } from './search-input'

export interface ListToolbarProps {
  search: string
  onSearch: (search: string) => void
  searchLabel: string
  /** Filters and sort orders, on the same line if there is space. */
  children?: ReactNode
}

export function ListToolbar({ search, onSearch, searchLabel, children }: ListToolbarProps) {
  return (
    <div className="mb-4 flex flex-wrap gap-2 max-sm:has-[>:nth-child(3)]:[&>:first-child]:basis-full">
      <SearchInput
        value={search}
        onValueChange={onSearch}
        label={searchLabel}
        className="min-w-48 flex-1 sm:max-w-xs"
      />
      {children}
    </div>
  )
}
