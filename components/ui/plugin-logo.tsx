import { cn } from './cn'

export interface PluginLogoProps {
  plugin: { label: string; logo: string | null }
  size?: 'sm' | 'md'
}

/** A symbol of a shared file, in the color of the text. Services without a logo get initials. */
export function PluginLogo({ plugin: { label, logo }, size = 'md' }: PluginLogoProps) {
  const box = size === 'sm' ? 'size-5' : 'size-9'
  if (logo === null)
    return (
      <span
        aria-hidden
        className={cn(
          'flex shrink-0 select-none items-center justify-center rounded-md bg-sunken font-semibold text-ink',
          size === 'sm' ? 'text-2xs' : 'text-xs',
          box,
        )}
      >
        {initialsOf(label)}
      </span>
    )
  return (
    <span aria-hidden className={cn('flex shrink-0 items-center justify-center', box)}>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: decoration beside the name. */}
      <svg className={cn('fill-current text-ink', size === 'sm' ? 'size-4' : 'size-6')}>
        <use href={logo} />
      </svg>
    </span>
  )
}

function initialsOf(label: string): string {
  const words = label.split(/[\s-]+/).filter(Boolean)
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('')
}
