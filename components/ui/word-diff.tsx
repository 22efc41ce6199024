'use client'
import { useState } from 'react'
import { t } from '@/lib/client/messages/t'
import { diffWords, type WordChange } from '@/lib/graph/diff/diff-words'

/** Above this length, unchanged parts can be collapsed to their ends. */
const LONG = 400
const END = 120

export interface WordDiffProps {
  before: string
  after: string
  /** Shows one side: the old text with deletions, or the new text with insertions. Both if absent. */
  side?: 'before' | 'after'
  /** Collapses long unchanged parts. */
  folded?: boolean
}

/** Text with insertions (highlighted) and deletions (struck through). */
export function WordDiff({ before, after, side, folded = false }: WordDiffProps) {
  const parts = diffWords(before, after).filter(({ kind }) => kind !== hiddenKind(side))
  return parts.map(({ kind, text }, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no id, only a position.
    if (kind === 'same') return folded ? <Foldable key={index} text={text} /> : <span key={index}>{text}</span>
    // The trailing space belongs to the change, but line breaks and indentation are not highlighted.
    const trimmed = text.trimEnd()
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <span key={index}>
        {touches(parts[index - 1], text) ? <span className="select-none"> </span> : null}
        {kind === 'added' ? (
          <ins className="rounded-xs bg-success-soft text-success no-underline">{trimmed}</ins>
        ) : (
          <del className="rounded-xs bg-danger-soft text-danger">{trimmed}</del>
        )}
        {text.slice(trimmed.length)}
      </span>
    )
  })
}

function hiddenKind(side: WordDiffProps['side']): WordChange['kind'] | null {
  if (side === undefined) return null
  return side === 'before' ? 'added' : 'removed'
}

/**
 * The last word of a text has no trailing space, so an insertion would touch it. The gap between them is not
 * selectable, so that it is not copied.
 */
function touches(previous: WordChange | undefined, text: string): boolean {
  if (previous === undefined || previous.kind === 'same') return false
  return /\S$/.test(previous.text) && /^\S/.test(text)
}

function Foldable({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(text.length <= LONG)
  if (isOpen) return <span>{text}</span>
  return (
    <>
      <span>{text.slice(0, END)}</span>
      <button
        type="button"
        className="mx-1 rounded-xs bg-pressed px-1.5 text-muted hover:text-ink"
        onClick={() => setOpen(true)}
      >
        {t('versions.unchangedPart', { count: text.length - 2 * END })}
      </button>
      <span>{text.slice(-END)}</span>
    </>
  )
}
