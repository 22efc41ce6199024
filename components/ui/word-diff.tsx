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
    // The space after a word came and went with it, but a mark over line breaks and indents says nothing.
    const words = text.trimEnd()
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <span key={index}>
        {kind === 'added' ? (
          <ins className="rounded-xs bg-success-soft text-success no-underline">{words}</ins>
        ) : (
          <del className="rounded-xs bg-danger-soft text-danger">{words}</del>
        )}
        {text.slice(words.length)}
      </span>
    )
  })
}
