import type { VersionView } from '@/lib/contracts/versions'

/** A version by its number, or the draft. */
export type Side = number | 'draft'

export interface Comparison {
  from: Side
  to: Side
}

/** Address value for the open view that compares the newest version with the draft. */
export const OPEN = 'open'

/** Parses `3..draft`. Null if there is nothing to compare or a side no longer exists. */
export function parseComparison(text: string, versions: readonly Pick<VersionView, 'number'>[]): Comparison | null {
  const [from, to] = text.split('..').map((side) => toSide(side, versions))
  if (from !== undefined && to !== undefined) return { from, to }
  const newest = versions[0]
  return newest ? { from: newest.number, to: 'draft' } : null
}

function toSide(text: string, versions: readonly Pick<VersionView, 'number'>[]): Side | undefined {
  if (text === 'draft') return 'draft'
  return versions.find(({ number }) => String(number) === text)?.number
}

export function comparisonText({ from, to }: Comparison): string {
  return `${from}..${to}`
}

/** Changes of a version against the previous one; the first version against itself. */
export function ownChanges(version: Side, versions: readonly Pick<VersionView, 'number'>[]): Comparison | null {
  const older = versions.find(({ number }) => version === 'draft' || number < version)
  if (older) return { from: older.number, to: version }
  return version === 'draft' ? null : { from: version, to: version }
}
