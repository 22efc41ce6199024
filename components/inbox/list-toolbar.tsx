'use client'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { SearchInput } from '@/components/ui/search-input'
import { t } from '@/lib/client/messages/t'
import { useMarkSeen } from './use-mark-seen'

export interface ListToolbarProps {
  search: string
  onSearch: (text: string) => void
  /** Items of the list that nobody has looked at. */
  unseen: readonly string[]
  /** Choices beside the search. */
  children?: ReactNode
}

/** Above a list of what happened: its search, and one button that marks all of it seen. */
export function ListToolbar({ search, onSearch, unseen, children }: ListToolbarProps) {
  const markSeen = useMarkSeen()
  return (
    <div className="flex flex-wrap gap-2">
      <SearchInput
        value={search}
        onValueChange={onSearch}
        label={t('inbox.search')}
        className="min-w-40 flex-1 sm:max-w-xs"
      />
      {children}
      {unseen.length > 0 ? (
        <Button variant="ghost" className="sm:ml-auto" onClick={() => markSeen(unseen)}>
          {t('inbox.markAllSeen')}
        </Button>
      ) : null}
    </div>
  )
}
