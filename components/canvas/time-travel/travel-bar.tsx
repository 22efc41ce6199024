'use client'
import { IconButton } from '@/components/ui/icon-button'
import { Slider } from '@/components/ui/slider'
import { formatDuration } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { RunEvent } from '@/lib/engine/events'
import type { Moments } from './use-moments'

/** Timeline controls: step, play and position. */
export function TravelBar({ moments, events }: { moments: Moments; events: readonly RunEvent[] }) {
  const { at, length, isPlaying, goTo, play } = moments
  const elapsed = at === 0 ? 0 : (events[at - 1]?.atMs ?? 0) - (events[0]?.atMs ?? 0)
  return (
    <div
      role="toolbar"
      aria-label={t('timeTravel.bar')}
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 border-b bg-surface px-3"
    >
      <span className="flex items-center">
        <IconButton
          size="sm"
          icon="skip-back"
          label={t('timeTravel.first')}
          disabled={at === 0}
          onClick={() => goTo(0)}
        />
        <IconButton
          size="sm"
          icon="chevron-left"
          label={t('timeTravel.stepBack')}
          shortcut="←"
          disabled={at === 0}
          onClick={() => goTo(at - 1)}
        />
        <IconButton
          size="sm"
          icon={isPlaying ? 'pause' : 'play'}
          label={t(isPlaying ? 'timeTravel.pause' : 'timeTravel.play')}
          onClick={() => play(!isPlaying)}
        />
        <IconButton
          size="sm"
          icon="chevron-right"
          label={t('timeTravel.stepForward')}
          shortcut="→"
          disabled={at >= length}
          onClick={() => goTo(at + 1)}
        />
        <IconButton
          size="sm"
          icon="skip-forward"
          label={t('timeTravel.last')}
          disabled={at >= length}
          onClick={() => goTo(length)}
        />
      </span>
      <Slider
        aria-label={t('timeTravel.moment')}
        className="min-w-32 flex-1"
        value={at}
        min={0}
        max={Math.max(1, length)}
        onValueChange={goTo}
      />
      <span className="shrink-0 text-muted text-xs tabular-nums" data-moment={at}>
        {t('timeTravel.momentOf', { at, all: length })} · {formatDuration(Math.max(0, elapsed))}
      </span>
    </div>
  )
}
