import { cn } from './cn'
import { Icon } from './icon'

export interface PluginLogoProps {
  plugin: { logo: string | null }
  size?: 'sm' | 'md'
}

/** A symbol of a shared file, in the color of the text. Services without a free logo get a plug. */
export function PluginLogo({ plugin: { logo }, size = 'md' }: PluginLogoProps) {
  const box = size === 'sm' ? 'size-5' : 'size-9'
  if (logo === null)
    return (
      <span
        aria-hidden
        className={cn('flex shrink-0 items-center justify-center rounded-md bg-sunken text-muted', box)}
      >
        <Icon name="plug" size={size === 'sm' ? 12 : 18} />
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
