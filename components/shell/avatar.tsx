/** Initials, because there are no profile pictures. Rendered by CSS, so that they are not part of the button's text. */
export function Avatar({ name }: { name: string }) {
  const words = name.trim().split(/\s+/)
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '').join('')
  return (
    <span
      aria-hidden
      data-initials={initials.toUpperCase()}
      className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-2xs text-accent-strong before:content-[attr(data-initials)]"
    />
  )
}
