'use client'
import { useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { MethodBadge } from './method-badge'
import type { ListedOperation } from './open-api'

export interface ApiNavigationProps {
  sections: ReadonlyMap<string, readonly ListedOperation[]>
  current: string
  /** While searching, all sections are open. */
  isSearching: boolean
  onSelect: (section: string, operationId: string | null) => void
}

export function ApiNavigation({ sections, current, isSearching, onSelect }: ApiNavigationProps) {
  return (
    <nav aria-label={t('apiDocs.operations')} className="flex flex-col gap-0.5 text-sm">
      {[...sections].map(([section, operations]) => (
        <Section
          key={section}
          section={section}
          operations={operations}
          isCurrent={section === current}
          isSearching={isSearching}
          onSelect={onSelect}
        />
      ))}
    </nav>
  )
}

interface SectionProps extends Pick<ApiNavigationProps, 'isSearching' | 'onSelect'> {
  section: string
  operations: readonly ListedOperation[]
  isCurrent: boolean
}

function Section({ section, operations, isCurrent, isSearching, onSelect }: SectionProps) {
  const [isToggled, setIsToggled] = useState(false)
  const isOpen = isSearching || isCurrent !== isToggled
  return (
    <section lang="en">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => {
          if (!isCurrent) onSelect(section, null)
          else setIsToggled(!isToggled)
        }}
        className={cn(
          'flex h-8 w-full items-center gap-1.5 rounded-md px-2 text-left font-medium hover:bg-hover',
          isCurrent ? 'text-ink' : 'text-muted',
        )}
      >
        <Icon name="chevron-right" size={13} className={cn('text-faint transition-transform', isOpen && 'rotate-90')} />
        <span className="min-w-0 flex-1 truncate">{section}</span>
        <span className="text-faint text-xs tabular-nums">{operations.length}</span>
      </button>
      {isOpen ? (
        <ul className="mt-0.5 mb-2 flex flex-col">
          {operations.map(({ operationId, method, summary }) => (
            <li key={operationId}>
              <button
                type="button"
                onClick={() => onSelect(section, operationId)}
                className="flex w-full items-center gap-2 rounded-md px-2 py-1 text-left text-muted hover:bg-hover hover:text-ink"
              >
                <MethodBadge method={method} className="h-4 w-11" />
                <span className="min-w-0 flex-1 text-xs leading-4">{summary}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}
