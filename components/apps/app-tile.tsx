import { cn } from '@/components/ui/cn'
import { Icon, toIconName } from '@/components/ui/icon'
import type { AppColor } from '@/lib/contracts/apps'

/** The hues of the canvas, which are readable in both themes. */
export const APP_COLORS: Readonly<Record<AppColor, string>> = {
  green: 'bg-hue-input/12 text-hue-input',
  purple: 'bg-hue-model/12 text-hue-model',
  blue: 'bg-hue-knowledge/12 text-hue-knowledge',
  orange: 'bg-hue-tool/12 text-hue-tool',
  pink: 'bg-hue-logic/12 text-hue-logic',
  teal: 'bg-hue-text/12 text-hue-text',
  red: 'bg-hue-output/12 text-hue-output',
  yellow: 'bg-hue-note/12 text-hue-note',
}

export interface AppTileProps {
  app: { icon: string; color: AppColor | null }
  size?: 'sm' | 'md'
}

/** The icon of an app on its color. */
export function AppTile({ app: { icon, color }, size = 'md' }: AppTileProps) {
  return (
    <span
      aria-hidden
      className={cn(
        'flex shrink-0 items-center justify-center',
        size === 'sm' ? 'size-7 rounded-sm' : 'size-9 rounded-md',
        color === null ? 'bg-sunken text-muted' : APP_COLORS[color],
      )}
    >
      <Icon name={toIconName(icon)} size={size === 'sm' ? 15 : 18} />
    </span>
  )
}
