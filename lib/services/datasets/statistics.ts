import type { DatasetStatistics } from '@/lib/contracts/dataset-versions'
import type { ExampleReview, ExampleSplit } from '@/lib/contracts/datasets'

export interface CountedExample {
  inputHash: string
  label: string | null
  split: ExampleSplit | null
  review: ExampleReview
  personal: readonly string[]
  keepPersonal: boolean
  tokens: number
  sourceId: string | null
  language: string
}

export interface CountedSource {
  id: string
  name: string
  kind: string
  origin: string
  licence: string
}

const BOUNDS = [4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192, Number.MAX_SAFE_INTEGER]
const PART_BITS = { train: 1, validation: 2, test: 4 } as const
/** Labels that are listed; the balance includes the rest. */
const MAX_LABELS = 500

/** Computes statistics over a stream of examples. */
export class StatisticsCounter {
  private readonly splits = { train: 0, validation: 0, test: 0, none: 0 }
  private readonly reviews = { pending: 0, approved: 0, rejected: 0 }
  private readonly labels = new Map<string, { count: number; train: number; validation: number; test: number }>()
  private readonly languages = new Map<string, number>()
  private readonly personal = new Map<string, number>()
  private readonly sources = new Map<string | null, number>()
  /** For each question, the number of its examples, and their splits as a bit mask. */
  private readonly inputs = new Map<string, { count: number; parts: number }>()
  private readonly lengths: number[] = []
  private tokens = 0
  private kept = 0

  add(example: CountedExample): void {
    this.splits[example.split ?? 'none'] += 1
    this.reviews[example.review] += 1
    this.tokens += example.tokens
    this.lengths.push(example.tokens)
    increase(this.languages, example.language)
    increase(this.sources, example.sourceId)
    for (const kind of example.personal) increase(this.personal, kind)
    if (example.personal.length > 0 && example.keepPersonal) this.kept += 1
    this.addLabel(example)
    const input = this.inputs.get(example.inputHash) ?? { count: 0, parts: 0 }
    input.count += 1
    if (example.split !== null) input.parts |= PART_BITS[example.split]
    this.inputs.set(example.inputHash, input)
  }

  private addLabel({ label, split }: CountedExample): void {
    if (label === null) return
    const counts = this.labels.get(label) ?? { count: 0, train: 0, validation: 0, test: 0 }
    counts.count += 1
    if (split !== null) counts[split] += 1
    this.labels.set(label, counts)
  }

  finish(sources: readonly CountedSource[]): DatasetStatistics {
    const lengths = this.lengths.sort((a, b) => a - b)
    const inputs = [...this.inputs.values()]
    const labels = [...this.labels].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
    return {
      examples: lengths.length,
      tokens: this.tokens,
      splits: this.splits,
      reviews: this.reviews,
      labels: labels.slice(0, MAX_LABELS).map(([name, counts]) => ({ name, ...counts })),
      balance: balanceOf(labels.map(([, { count }]) => count)),
      languages: ranked(this.languages),
      tokensHistogram: histogramOf(lengths),
      medianTokens: lengths[Math.floor(lengths.length / 2)] ?? 0,
      longestTokens: lengths.at(-1) ?? 0,
      personal: ranked(this.personal),
      keptPersonal: this.kept,
      sameInput: inputs.filter(({ count }) => count > 1).length,
      leaks: inputs.filter(({ parts }) => (parts & (parts - 1)) !== 0).length,
      sources: sources
        .map(({ id, name, kind, origin, licence }) => ({
          name,
          kind,
          origin,
          licence,
          count: this.sources.get(id) ?? 0,
        }))
        .filter(({ count }) => count > 0),
    }
  }
}

function increase<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function ranked(counts: ReadonlyMap<string, number>): { name: string; count: number }[] {
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}

/** Entropy of the labels divided by that of equal shares. */
function balanceOf(counts: readonly number[]): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  if (counts.length === 1) return 0
  const entropy = counts.reduce((sum, count) => sum - (count / total) * Math.log(count / total), 0)
  return Math.round((entropy / Math.log(counts.length)) * 1_000) / 1_000
}

function histogramOf(lengths: readonly number[]): { bounds: number[]; counts: number[] } {
  const counts = BOUNDS.map((bound, index) => {
    const lower = BOUNDS[index - 1] ?? -1
    return lengths.filter((length) => length > lower && length <= bound).length
  })
  const last = counts.findLastIndex((count) => count > 0)
  return { bounds: BOUNDS.slice(0, last + 1), counts: counts.slice(0, last + 1) }
}
