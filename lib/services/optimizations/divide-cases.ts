import { createHash } from 'node:crypto'

interface DividedCase {
  id: string
  split: string
  /** Cases of a group stay together. */
  group: string | null
}

export interface DividedCases<Case> {
  /** Cases that select candidates. */
  search: Case[]
  /** Cases that only finalists answer. */
  heldOut: Case[]
}

const HELD_OUT_SHARE = 0.4
/** A smaller part would not be conclusive. */
const MIN_PART = 30

/**
 * The test split is held out if it is large enough. Otherwise 40 % of the groups are held out, the same ones each time.
 */
export function divideCases<Case extends DividedCase>(cases: readonly Case[]): DividedCases<Case> {
  const byStoredSplit = divide(cases, ({ split }) => split === 'test')
  const isUsable = byStoredSplit.heldOut.length >= MIN_PART && byStoredSplit.search.length >= MIN_PART
  return isUsable ? byStoredSplit : divideGroups(cases)
}

function divideGroups<Case extends DividedCase>(cases: readonly Case[]): DividedCases<Case> {
  const groups = Map.groupBy(cases, ({ group, id }) => (group === null ? `id ${id}` : `group ${group}`))
  const ranked = [...groups.entries()].map(([name, own]) => ({ rank: hash(name), own })).sort(byRank)
  const heldOut = new Set<Case>()
  for (const { own } of ranked) {
    if (heldOut.size + own.length > HELD_OUT_SHARE * cases.length + 0.5) continue
    for (const one of own) heldOut.add(one)
  }
  return divide(cases, (one) => heldOut.has(one))
}

const divide = <Case>(cases: readonly Case[], isHeldOut: (one: Case) => boolean): DividedCases<Case> => ({
  search: cases.filter((one) => !isHeldOut(one)),
  heldOut: cases.filter(isHeldOut),
})

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
const byRank = (a: { rank: string }, b: { rank: string }) => (a.rank < b.rank ? -1 : 1)

const TRAINING_SHARE = 0.2

/**
 * Cases that a model may read to write instructions. They do not select candidates. The training split is used, or
 * every fifth case if that would leave too few others.
 */
export function trainingCases<Case extends DividedCase>(search: readonly Case[]): Set<string> {
  const stored = search.filter(({ split }) => split === 'train')
  const isUsable = stored.length > 0 && search.length - stored.length >= MIN_PART
  const ranked = [...search].sort((a, b) => byRank({ rank: hash(a.id) }, { rank: hash(b.id) }))
  const chosen = isUsable ? stored : ranked.slice(0, Math.ceil(TRAINING_SHARE * search.length))
  return new Set(chosen.map(({ id }) => id))
}
