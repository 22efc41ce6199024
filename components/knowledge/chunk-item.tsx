export interface ChunkItemProps {
  text: string
  headings: readonly string[]
  facts: readonly (string | null)[]
}

/** A stored passage with its heading path. */
export function ChunkItem({ text, headings, facts }: ChunkItemProps) {
  return (
    <article className="rounded-md border bg-surface p-3">
      <header className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-4 text-faint text-xs">
        <span className="min-w-0 truncate font-medium text-info">{headings.join(' › ')}</span>
        <span className="tabular-nums">{facts.filter(Boolean).join(' · ')}</span>
      </header>
      <p className="whitespace-pre-wrap break-words text-ink text-sm">{text}</p>
    </article>
  )
}
