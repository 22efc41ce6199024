'use client'
import { useEffect, useMemo, useRef } from 'react'
import { type StepLabels, stepLabel } from '@/components/runs/trace/step-label'
import { VirtualRows } from '@/components/runs/trace/virtual-rows'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { RunEvent } from '@/lib/engine/events'
import { type EventLine, eventLine } from './event-line'
import type { Moments } from './use-moments'

const ROW_HEIGHT = 28
const TONES = { plain: 'text-muted', good: 'text-success', bad: 'text-danger', warning: 'text-warning' } as const

export interface EventListProps {
  events: readonly RunEvent[]
  labels: StepLabels
  moments: Moments
  onNode: (nodeId: string) => void
}

/** All events. The latest one at the current position is highlighted and kept in view. */
export function EventList({ events, labels, moments, onNode }: EventListProps) {
  const rows = useMemo(
    () => events.map((event, index) => ({ event, index, line: eventLine(event, (path) => stepLabel(labels, path)) })),
    [events, labels],
  )
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const scroller = list.current?.querySelector('ol')
    if (!scroller) return
    const top = (moments.at - 1) * ROW_HEIGHT
    const isSeen = top >= scroller.scrollTop && top + ROW_HEIGHT <= scroller.scrollTop + scroller.clientHeight
    if (!isSeen) scroller.scrollTop = top - scroller.clientHeight / 2
  }, [moments.at])
  const startedAt = events[0]?.atMs ?? 0
  return (
    <section ref={list} aria-label={t('timeTravel.events')} className="flex min-h-0 flex-1 flex-col">
      <VirtualRows rows={rows} keyOf={({ index }) => String(index)} rowHeight={ROW_HEIGHT} className="flex-1 py-1">
        {({ event, index, line }) => (
          <Row
            line={line}
            isNow={index === moments.at - 1}
            isAhead={index >= moments.at}
            offsetMs={Math.max(0, event.atMs - startedAt)}
            onSelect={() => {
              moments.goTo(index + 1)
              if ('nodeId' in event && event.nodeId) onNode(event.nodeId)
            }}
          />
        )}
      </VirtualRows>
    </section>
  )
}

interface RowProps {
  line: EventLine
  isNow: boolean
  isAhead: boolean
  offsetMs: number
  onSelect: () => void
}

function Row({ line, isNow, isAhead, offsetMs, onSelect }: RowProps) {
  return (
    <button
      type="button"
      aria-current={isNow ? 'step' : undefined}
      onClick={onSelect}
      className={cn(
        'flex h-7 w-full items-center gap-2 px-3 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2',
        isNow && 'bg-accent-soft/60 font-medium',
        isAhead && 'opacity-50',
      )}
    >
      <span className="w-16 shrink-0 text-right text-2xs text-muted tabular-nums">{formatDuration(offsetMs)}</span>
      <Icon name={line.icon} size={14} className={TONES[line.tone]} />
      <span className="min-w-0 flex-1 truncate">{line.text}</span>
    </button>
  )
}
