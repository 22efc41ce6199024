import type { IconName } from '@/components/ui/icon'
import type { DiffStatus } from './merge-graphs'

type Shown = Exclude<DiffStatus, 'same'>

interface Look {
  /** Shown in addition to the color for color-blind users. */
  icon: IconName
  word: `versions.${Shown}`
  text: string
  tag: string
  card: string
  line: string
}

export const LOOKS: Readonly<Record<Shown, Look>> = {
  added: {
    icon: 'plus',
    word: 'versions.added',
    text: 'text-success',
    tag: 'border-success bg-success-soft text-success',
    card: 'border-success bg-[color-mix(in_srgb,var(--success)_7%,var(--surface))]',
    line: 'var(--success)',
  },
  removed: {
    icon: 'minus',
    word: 'versions.removed',
    text: 'text-danger',
    tag: 'border-danger bg-danger-soft text-danger',
    card: 'border-danger border-dashed bg-[color-mix(in_srgb,var(--danger)_7%,var(--surface))]',
    line: 'var(--danger)',
  },
  changed: {
    icon: 'pencil',
    word: 'versions.changed',
    text: 'text-warning',
    tag: 'border-warning bg-warning-soft text-warning',
    card: 'border-warning bg-[color-mix(in_srgb,var(--warning)_7%,var(--surface))]',
    line: 'var(--warning)',
  },
  moved: {
    icon: 'arrow-right',
    word: 'versions.moved',
    text: 'text-muted',
    tag: 'border-line-strong bg-surface text-muted',
    card: 'border-control border-dotted bg-surface',
    line: 'var(--muted)',
  },
}
