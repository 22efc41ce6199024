import { type Passage, passagesOf, placeIn } from '@/components/runs/values/passages-of'
import { WordDiff } from '@/components/ui/word-diff'
import { t } from '@/lib/client/messages/t'
import type { Json } from '@/lib/core/json'
import { asLargeValue } from '@/lib/engine/run/large-value'

export interface ValuePairProps {
  name: string
  before: Json | undefined
  after: Json | undefined
}

/** One value in both runs: deletions on the left, insertions on the right. */
export function ValuePair({ name, before, after }: ValuePairProps) {
  const [a, b] = textsOf(before, after)
  const isLarge = [before, after].some((value) => value !== undefined && asLargeValue(value) !== null)
  return (
    <div className="overflow-hidden rounded-lg border bg-surface">
      <p className="border-b bg-sunken/60 px-3 py-1.5 font-mono text-muted text-xs">{name}</p>
      <div className="grid divide-y md:grid-cols-2 md:divide-x md:divide-y-0">
        <Side text={a} other={b} side="before" />
        <Side text={b} other={a} side="after" />
      </div>
      {isLarge ? <p className="border-t px-3 py-1.5 text-muted text-xs">{t('timeTravel.largeValue')}</p> : null}
    </div>
  )
}

function Side({ text, other, side }: { text: string | null; other: string | null; side: 'before' | 'after' }) {
  if (text === null || text === '') return <p className="p-3 text-faint text-sm">{t('timeTravel.noOutputs')}</p>
  const [before, after] = side === 'before' ? [text, other ?? ''] : [other ?? '', text]
  return (
    <p data-side={side} className="max-h-96 overflow-y-auto whitespace-pre-wrap break-words p-3 text-sm leading-6">
      <WordDiff before={before} after={after} side={side} />
    </p>
  )
}

type Text = string | null

/** Passages as text, or as JSON if only other fields differ, such as scores. */
function textsOf(before: Json | undefined, after: Json | undefined): [Text, Text] {
  const [a, b] = [readable(before), readable(after)]
  const [rawA, rawB] = [raw(before), raw(after)]
  return a === b && rawA !== rawB ? [rawA, rawB] : [a, b]
}

function readable(value: Json | undefined): Text {
  const passages = value === undefined ? null : passagesOf(value)
  if (passages === null) return raw(value)
  return passages.map((passage) => `${titleOf(passage)}\n${passage.text.trim()}`).join('\n\n')
}

function raw(value: Json | undefined): Text {
  if (value === undefined) return null
  const large = asLargeValue(value)
  if (large) return `${large.preview}…`
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}

function titleOf(passage: Passage): string {
  const place = placeIn(passage, (page) => t('knowledge.page', { number: page }))
  return place === '' ? passage.documentName : `${passage.documentName} › ${place}`
}
