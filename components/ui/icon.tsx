import type { ComponentProps } from 'react'
import { cn } from './cn'
import { ICONS } from './icons'

export type IconName = keyof typeof ICONS

export interface IconProps extends Omit<ComponentProps<'svg'>, 'name'> {
  name: IconName
  /** Edge in pixels. */
  size?: number
  /** Read out by screen readers; without it the icon is decoration. */
  label?: string
}

export function Icon({ name, size = 16, label, className, ...rest }: IconProps) {
  const Drawing = ICONS[name]
  return (
    <Drawing
      width={size}
      height={size}
      strokeWidth={1.75}
      className={cn('shrink-0', className)}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      {...rest}
    />
  )
}

/** For names that come from manifests: an unknown one becomes a plain box. */
export function toIconName(name: string): IconName {
  return isIconName(name) ? name : 'box'
}

function isIconName(name: string): name is IconName {
  return Object.hasOwn(ICONS, name)
}
