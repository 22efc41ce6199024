'use client'
import { IconButton } from '@/components/ui/icon-button'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { t } from '@/lib/client/messages/t'
import type { VersionView } from '@/lib/contracts/versions'
import type { Comparison, Side } from './comparison'
import type { Differences } from './use-differences'

export interface CompareBarProps {
  versions: readonly VersionView[]
  comparison: Comparison
  onCompare: (comparison: Comparison) => void
  differences: Differences
}

/** Selects the two versions and steps through their changes. */
export function CompareBar({ versions, comparison, onCompare, differences }: CompareBarProps) {
  const { from, to } = comparison
  const { changes, at, step, merged, withMoved, setWithMoved } = differences
  const moved = merged?.diff.nodes.moved.length ?? 0
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1.5 max-md:basis-full">
      <div className="flex min-w-0 items-center gap-1.5">
        <SidePicker
          label={t('versions.from')}
          side={from}
          versions={versions}
          onChange={(side) => onCompare({ from: side, to })}
        />
        <IconButton
          size="sm"
          icon="arrow-right-left"
          label={t('versions.swap')}
          onClick={() => onCompare({ from: to, to: from })}
        />
        <SidePicker
          label={t('versions.to')}
          side={to}
          versions={versions}
          onChange={(side) => onCompare({ from, to: side })}
        />
      </div>
      <span className="flex-1" />
      {moved > 0 ? (
        // biome-ignore lint/a11y/noLabelWithoutControl: the switch is inside.
        <label className="flex items-center gap-2 text-muted text-sm">
          <Switch checked={withMoved} onCheckedChange={setWithMoved} />
          {t('versions.showMoved')}
        </label>
      ) : null}
      <div className="flex items-center gap-1">
        <span aria-live="polite" className="px-1 text-muted text-sm tabular-nums">
          {at === -1
            ? t('versions.changeCount', { count: changes.length })
            : t('versions.changeOf', { at: at + 1, total: changes.length })}
        </span>
        <IconButton
          icon="chevron-up"
          label={t('versions.previous')}
          shortcut="P"
          side="bottom"
          disabled={changes.length === 0}
          onClick={() => step(-1)}
        />
        <IconButton
          icon="chevron-down"
          label={t('versions.next')}
          shortcut="N"
          side="bottom"
          disabled={changes.length === 0}
          onClick={() => step(1)}
        />
      </div>
    </div>
  )
}

interface SidePickerProps {
  label: string
  side: Side
  versions: readonly VersionView[]
  onChange: (side: Side) => void
}

function SidePicker({ label, side, versions, onChange }: SidePickerProps) {
  return (
    <Select
      aria-label={label}
      size="sm"
      className="w-36"
      value={String(side)}
      onValueChange={(value) => onChange(value === 'draft' ? 'draft' : Number(value))}
      options={[
        { value: 'draft', label: t('versions.draft'), description: t('versions.draftText') },
        ...versions.map(({ number, note }) => ({
          value: String(number),
          label: t('versions.version', { number }),
          ...(note ? { description: note.slice(0, 80) } : {}),
        })),
      ]}
    />
  )
}
