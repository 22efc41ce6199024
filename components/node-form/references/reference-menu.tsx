'use client'
import { useEffect, useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { Icon, toIconName } from '@/components/ui/icon'
import { localizeText } from '@/lib/client/messages/localize-text'
import { t } from '@/lib/client/messages/t'
import { nameOfKind } from '@/lib/graph/connections/compatible'
import type { ReferenceOption } from './reference-options'

export type MenuEntry = { type: 'value'; option: ReferenceOption } | { type: 'input'; name: string }

export interface ReferenceMenuProps {
  id: string
  entries: readonly MenuEntry[]
  active: number
  onHover: (index: number) => void
  onSelect: (entry: MenuEntry) => void
}

export function ReferenceMenu({ id, entries, active, onHover, onSelect }: ReferenceMenuProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={t('canvas.references')}
      className="absolute inset-x-0 top-full z-40 mt-1 max-h-56 overflow-y-auto rounded-lg border bg-raised p-1 shadow-md"
    >
      {entries.length === 0 ? <p className="px-2 py-2 text-muted text-xs">{t('canvas.noReferences')}</p> : null}
      {entries.map((entry, index) => (
        <div
          key={entryKey(entry)}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // Runs before the field loses the focus and the caret.
          onMouseDown={(event) => {
            event.preventDefault()
            onSelect(entry)
          }}
          onMouseMove={() => onHover(index)}
          className={cn(
            'flex h-8 cursor-pointer items-center gap-2 rounded-sm px-2 text-sm',
            index === active && 'bg-hover',
          )}
        >
          <EntryContent entry={entry} />
        </div>
      ))}
    </div>
  )
}

function EntryContent({ entry }: { entry: MenuEntry }) {
  if (entry.type === 'input') {
    return (
      <>
        <Icon name="plus" size={14} className="text-muted" />
        <span className="truncate">{t('canvas.newInput', { name: entry.name })}</span>
      </>
    )
  }
  const { icon, color, nodeLabel, portLabel, kind } = entry.option
  return (
    <>
      <span style={{ color }} className="flex">
        <Icon name={toIconName(icon)} size={14} />
      </span>
      <span className="min-w-0 flex-1 truncate">
        {nodeLabel} <span className="text-faint">›</span> {portLabel}
      </span>
      <span className="text-2xs text-faint">{localizeText(nameOfKind(kind))}</span>
    </>
  )
}

function entryKey(entry: MenuEntry): string {
  return entry.type === 'input' ? `input ${entry.name}` : `${entry.option.nodeId}.${entry.option.portId}`
}
