import { t } from '@/lib/client/messages/t'
import type { RejectionKind } from '@/lib/contracts/protection'
import { REJECTION_KINDS } from '@/lib/contracts/protection-kinds'

export const kindText = (kind: RejectionKind): string => t(`protection.kind-${kind}`)

/** One color per kind, the same in plot and legend. */
export const KIND_COLORS: Readonly<Record<RejectionKind, { fill: string; dot: string }>> = {
  rate: { fill: 'fill-accent', dot: 'bg-accent' },
  place: { fill: 'fill-warning', dot: 'bg-warning' },
  queue: { fill: 'fill-info', dot: 'bg-info' },
  budget: { fill: 'fill-success', dot: 'bg-success' },
  guard: { fill: 'fill-danger', dot: 'bg-danger' },
  body: { fill: 'fill-control', dot: 'bg-control' },
  block: { fill: 'fill-ink', dot: 'bg-ink' },
  stop: { fill: 'fill-faint', dot: 'bg-faint' },
  maintenance: { fill: 'fill-muted', dot: 'bg-muted' },
  domain: { fill: 'fill-hue-model', dot: 'bg-hue-model' },
}

export const kindsIn = (counts: Partial<Record<RejectionKind, number>>): RejectionKind[] =>
  REJECTION_KINDS.filter((kind) => (counts[kind] ?? 0) > 0)
