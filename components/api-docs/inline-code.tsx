/** Renders text of an API document. Text between backticks is code. */
export function InlineCode({ text }: { text: string }) {
  return text.split('`').map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move.
      <code key={index} className="rounded-sm bg-sunken px-1 font-mono text-[0.95em] text-ink">
        {part}
      </code>
    ) : (
      part
    ),
  )
}
