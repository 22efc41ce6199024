'use client'
// Icons in `icons.ts` are also rendered on the server; the browser loads those in `more-icons.ts` on first use.
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

const BUNDLED: Readonly<Partial<Record<string, LucideIcon>>> = ICONS

export function Icon({ name, size = 16, label, className, ...rest }: IconProps) {
  const Drawing = BUNDLED[name]
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

/** Accepts any name, since names come from manifests and stored apps. An unknown one renders as a plain box. */
export const toIconName = (name: string): IconName => name as IconName
