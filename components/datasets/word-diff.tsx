import { diffWords } from './diff-words'

export function WordDiff({ before, after }: { before: string; after: string }) {
  return diffWords(before, after).map(({ kind, text }, index) => {
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
