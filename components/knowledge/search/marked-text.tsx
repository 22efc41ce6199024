import type { SearchHit } from '@/lib/contracts/knowledge'

/** A passage with highlighted query words. */
export function MarkedText({ text, marks }: Pick<SearchHit, 'text' | 'marks'>) {
  const parts = marks.map(([start, end], index) => (
    <span key={start}>
      {text.slice(marks[index - 1]?.[1] ?? 0, start)}
      <mark className="rounded-xs bg-accent-soft px-0.5 font-medium text-ink">{text.slice(start, end)}</mark>
    </span>
  ))
  return (
    <>
      {parts}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </>
  )
}
