'use client'
// Server-rendered pages use these icons; further icons are loaded in the browser.
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { ICONS } from './icons'
import { LazyIcon } from './lazy-icon'
import type { MORE_ICONS } from './more-icons'

export type IconName = keyof typeof ICONS | keyof typeof MORE_ICONS

export interface IconProps extends Omit<ComponentProps<'svg'>, 'name'> {
  name: IconName
  /** Size in pixels. */
  size?: number
  /** For screen readers; without it the icon is decorative. */
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
  return Drawing ? <Drawing {...props} /> : <LazyIcon name={name} {...props} />
}

/** Names come from manifests and stored apps, so an unknown name renders a plain box. */
export const toIconName = (name: string): IconName => name as IconName
