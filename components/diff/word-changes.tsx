'use client'
import { useState } from 'react'
import { t } from '@/lib/client/messages/t'
import { diffWords, type WordChange } from '@/lib/graph/diff-words'

/** A longer stretch that stayed the same is folded to its ends. */
const LONG = 400
const END = 120

/** A text with what was put in (underlined) and taken out (struck through). */
export function WordChanges({ before, after }: { before: string; after: string }) {
  return (
    <p className="max-h-80 overflow-y-auto whitespace-pre-wrap break-words rounded-md bg-sunken px-2.5 py-2 text-xs leading-5">
      {diffWords(before, after).map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text, in their order.
        <Piece key={index} change={change} />
      ))}
    </p>
  )
}

function Piece({ change: { kind, text } }: { change: WordChange }) {
  if (kind === 'same') return <Same text={text} />
  return kind === 'added' ? (
    <ins className="rounded-xs bg-success-soft text-success">{text}</ins>
  ) : (
    <del className="rounded-xs bg-danger-soft text-danger">{text}</del>
  )
}

function Same({ text }: { text: string }) {
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
