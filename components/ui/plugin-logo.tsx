import { cn } from './cn'
import { Icon, type IconName } from './icon'

export interface PluginLogoProps {
  plugin: { id?: string; logo: string | null; label: string }
  size?: 'sm' | 'md'
}

/** Integrations that are not the service of one company. */
const ICONS: Readonly<Partial<Record<string, IconName>>> = { email: 'mail' }

/** A symbol of a shared file, in the color of the text. Services without a free logo get their initials. */
export function PluginLogo({ plugin: { id = '', logo, label }, size = 'md' }: PluginLogoProps) {
  const icon = ICONS[id]
  const box = size === 'sm' ? 'size-5' : 'size-9'
  if (logo === null)
    return (
      <span
        aria-hidden
        className={cn(
          'flex shrink-0 items-center justify-center rounded-md bg-sunken font-semibold text-muted',
          size === 'sm' ? 'text-2xs' : 'text-sm',
          box,
        )}
      >
        {icon ? <Icon name={icon} size={size === 'sm' ? 13 : 18} /> : initialsOf(label)}
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

/** Two letters: of the first two words, or the first two capitals, or the beginning. */
function initialsOf(label: string): string {
  const [first = '', second] = label.trim().split(/[\s/]+/)
  const capitals = first.match(/\p{Lu}/gu) ?? []
  const letters =
    second === undefined && capitals.length > 1
      ? capitals
      : [...first.slice(0, 1), ...(second ?? first.slice(1, 2)).slice(0, 1)]
  return letters.slice(0, 2).join('')
}
