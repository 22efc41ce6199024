import type { ExampleSplit } from '@/lib/contracts/datasets'

export interface SplitItem {
  id: string
  /** Hash of the normalized question: equal questions go to the same split. */
  inputHash: string
  label: string | null
  split: ExampleSplit | null
}

export interface SplitPlan {
  /** Shares in percent, 100 in total. */
  shares: Record<ExampleSplit, number>
  seed: number
  /** Also moves examples that have a split. */
  again?: boolean
}

const PARTS = ['train', 'validation', 'test'] as const satisfies readonly ExampleSplit[]

/**
 * Assigns a split to each example: by share within each label, in a seeded order that depends only on the question, and
 * never the same question in two splits. Existing splits are kept, unless `again`.
 */
export function splitExamples(items: readonly SplitItem[], plan: SplitPlan): Map<string, ExampleSplit> {
  const parts = new Map<string, ExampleSplit>()
  const total = emptyCounts()
  for (const stratum of strataOf(items, plan)) {
    const counts = emptyCounts()
    const openGroups = stratum.filter((group) => {
      if (group.split === null) return true
      assign(group, group.split, { parts, counts, total })
      return false
    })
    for (const group of openGroups) assign(group, choosePart(group, { counts, total, plan }), { parts, counts, total })
  }
  return parts
}

interface Group {
  items: SplitItem[]
  label: string
  order: number
  split: ExampleSplit | null
}

type Counts = Record<ExampleSplit, number>
const emptyCounts = (): Counts => ({ train: 0, validation: 0, test: 0 })
const sumOf = (counts: Counts): number => counts.train + counts.validation + counts.test

function strataOf(items: readonly SplitItem[], { seed, again = false }: SplitPlan): Group[][] {
  const groups = new Map<string, Group>()
  for (const item of items) {
    const existing = groups.get(item.inputHash)
    const label = item.label ?? ''
    const split = again ? null : item.split
    if (!existing) groups.set(item.inputHash, { items: [item], label, order: orderOf(item.inputHash, seed), split })
    else {
      existing.items.push(item)
      existing.split ??= split
      // A question with two labels belongs to the first of them alphabetically, whatever the order of examples.
      if (label < existing.label) existing.label = label
    }
  }
  const strata = new Map<string, Group[]>()
  // Sorted, so that the order of examples does not matter.
  for (const [, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const stratum = strata.get(group.label)
    if (stratum) stratum.push(group)
    else strata.set(group.label, [group])
  }
  return [...strata]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, stratum]) => stratum.sort((a, b) => a.order - b.order))
}

function assign(
  group: Group,
  part: ExampleSplit,
  { parts, counts, total }: { parts: Map<string, ExampleSplit>; counts: Counts; total: Counts },
): void {
  for (const { id } of group.items) parts.set(id, part)
  counts[part] += group.items.length
  total[part] += group.items.length
}

/** The split that lacks most, for its label and in total; the first example of a label goes to training. */
function choosePart(
  group: Group,
  { counts, total, plan: { shares } }: { counts: Counts; total: Counts; plan: SplitPlan },
): ExampleSplit {
  if (shares.train > 0 && sumOf(counts) === 0) return 'train'
  const size = group.items.length
  const lack = (part: ExampleSplit) =>
    (shares[part] / 100) * (sumOf(counts) + size) -
    counts[part] +
    (shares[part] / 100) * (sumOf(total) + size) -
    total[part]
  return PARTS.filter((part) => shares[part] > 0).reduce((best, part) => (lack(part) > lack(best) + 1e-9 ? part : best))
}

/** 32 bits of the question's hash, mixed with the seed (murmur finalizer). */
function orderOf(inputHash: string, seed: number): number {
  let mixed = Math.imul(seed + 1, 0x9e3779b1)
  for (let index = 0; index < inputHash.length; index += 1)
    mixed = Math.imul(mixed ^ inputHash.charCodeAt(index), 0x01000193)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
