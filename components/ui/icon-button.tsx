'use client'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { Icon, type IconName } from './icon'
import { Spinner } from './spinner'
import { Tooltip } from './tooltip'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'aria-label'> {
  icon: IconName
  /** Accessible name, also shown as tooltip. */
  label: string
  shortcut?: string
  size?: 'sm' | 'md'
  /** Pressed style for toggles, with `aria-pressed`. */
  active?: boolean
  busy?: boolean
  /** False where a tooltip would interfere, such as inside a menu trigger. */
  tooltip?: boolean
  side?: 'top' | 'right' | 'bottom' | 'left'
}

export function IconButton(props: IconButtonProps) {
  const { icon, label, shortcut, size = 'md', active, busy, tooltip = true, side, className, disabled, ...rest } = props
  const button = (
    <button
      type="button"
      aria-label={label}
      aria-pressed={active}
      disabled={disabled || busy}
      className={cn(
        'inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-colors duration-100',
        'hover:bg-hover hover:text-ink active:bg-pressed disabled:cursor-not-allowed disabled:opacity-45',
        size === 'sm' ? 'size-6' : 'size-8',
        active && 'bg-pressed text-ink',
        className,
      )}
      {...rest}
    >
      {busy ? <Spinner size={14} /> : <Icon name={icon} size={size === 'sm' ? 14 : 16} />}
    </button>
  )
  if (!tooltip) return button
  return (
    <Tooltip
      content={label}
      {...(shortcut === undefined ? {} : { shortcut })}
      {...(side === undefined ? {} : { side })}
    >
      {button}
    </Tooltip>
  )
}
