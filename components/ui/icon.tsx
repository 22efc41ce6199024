'use client'
// Pages that the server draws show icons too, and the further ones are fetched in the browser.
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { FurtherIcon } from './further-icon'
import { ICONS } from './icons'
import type { MORE_ICONS } from './more-icons'

export type IconName = keyof typeof ICONS | keyof typeof MORE_ICONS

export interface IconProps extends Omit<ComponentProps<'svg'>, 'name'> {
  name: IconName
  /** Edge in pixels. */
  size?: number
  /** Read out by screen readers; without it the icon is decoration. */
  label?: string
}

const FIRST: Readonly<Partial<Record<string, LucideIcon>>> = ICONS

export function Icon({ name, size = 16, label, className, ...rest }: IconProps) {
  const Drawing = FIRST[name]
  const props = {
    width: size,
    height: size,
    strokeWidth: 1.75,
    className: cn('shrink-0', className),
    ...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }),
    ...rest,
  }
  return Drawing ? <Drawing {...props} /> : <FurtherIcon name={name} {...props} />
}

/** For names that come from manifests and from stored apps: an unknown one becomes a plain box. */
export const toIconName = (name: string): IconName => name as IconName
