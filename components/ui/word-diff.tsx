import { diffWords } from '@/lib/graph/diff-words'

export interface WordDiffProps {
  before: string
  after: string
  /** One side of it: what was there before with what went away, or what is there now with what came. Both when absent. */
  side?: 'before' | 'after'
}

export function WordDiff({ before, after, side }: WordDiffProps) {
  const hidden = side === undefined ? null : side === 'before' ? 'added' : 'removed'
  return diffWords(before, after).map(({ kind, text }, index) => {
    if (kind === hidden) return null
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place.
    if (kind === 'same') return <span key={index}>{text}</span>
    if (kind === 'added')
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above.
        <ins key={index} className="rounded-xs bg-success-soft text-success no-underline">
          {text}
        </ins>
      )
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <del key={index} className="rounded-xs bg-danger-soft text-danger">
        {text}
      </del>
    )
  })
}
