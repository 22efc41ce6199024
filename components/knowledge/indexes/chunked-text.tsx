import { cn } from '@/components/ui/cn'
import { t } from '@/lib/client/messages/t'
import type { PreviewChunk } from '@/lib/contracts/knowledge-documents'

const TONES = ['bg-info-soft', 'bg-success-soft', 'bg-warning-soft', 'bg-accent-soft'] as const

interface Piece {
  start: number
  end: number
  /** Indexes of the chunks that contain it; more than one where they overlap. */
  holders: number[]
}

/** A document with its passages in colors. Overlaps are underlined. */
export function ChunkedText({ text, chunks }: { text: string; chunks: readonly PreviewChunk[] }) {
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the only way to scroll it from the keyboard.
      tabIndex={0}
      className="h-96 overflow-auto whitespace-pre-wrap break-words rounded-md border bg-sunken/40 p-3 text-sm leading-6"
    >
      {piecesOf(text.length, chunks).map(({ start, end, holders }) => {
        const [holder] = holders
        if (holder === undefined)
          return (
            <span key={start} className="text-faint">
              {text.slice(start, end)}
            </span>
          )
        const chunk = chunks[holder]
        const isFirst = chunk?.start === start
        return (
          <mark
            key={start}
            title={chunk ? titleOf(chunk) : undefined}
            className={cn(
              'rounded-xs text-ink',
              TONES[holder % TONES.length],
              holders.length > 1 && 'underline decoration-dotted underline-offset-4',
            )}
          >
            {isFirst ? (
              <span className="mr-1 select-none rounded-xs bg-ink/10 px-1 text-2xs text-muted tabular-nums">
                {holder + 1}
              </span>
            ) : null}
            {text.slice(start, end)}
          </mark>
        )
      })}
    </div>
  )
}

const titleOf = ({ context, tokenCount }: PreviewChunk): string =>
  [context, t('indexing.passageTokens', { count: tokenCount })].filter(Boolean).join(' · ')

/** The text between all chunk boundaries, each piece with its chunks. */
export function piecesOf(length: number, chunks: readonly Pick<PreviewChunk, 'start' | 'end'>[]): Piece[] {
  const cuts = [...new Set([0, length, ...chunks.flatMap(({ start, end }) => [start, end])])]
    .filter((at) => at >= 0 && at <= length)
    .toSorted((a, b) => a - b)
  const starting = new Map<number, number[]>()
  for (const [position, { start }] of chunks.entries()) starting.set(start, [...(starting.get(start) ?? []), position])
  let openPassages: number[] = []
  return cuts.slice(0, -1).map((start, index) => {
    const stillOpen = openPassages.filter((position) => (chunks[position]?.end ?? 0) > start)
    openPassages = [...stillOpen, ...(starting.get(start) ?? [])]
    return { start, end: cuts[index + 1] ?? length, holders: [...openPassages] }
  })
}
