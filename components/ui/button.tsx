'use client'
import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { Icon, type IconName } from './icon'
import { Spinner } from './spinner'

const button = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 aria-busy:cursor-progress',
  {
    variants: {
      variant: {
        primary: 'bg-ink text-ink-inverse hover:bg-ink/88',
        accent: 'bg-accent text-accent-ink hover:bg-accent-strong',
        secondary: 'border border-line-strong bg-surface text-ink shadow-sm hover:bg-hover active:bg-pressed',
        ghost: 'text-muted hover:bg-hover hover:text-ink active:bg-pressed',
        danger: 'bg-danger-solid text-white hover:bg-danger-solid/90',
        link: 'h-auto! px-0! text-accent underline-offset-2 hover:underline',
        quiet: 'h-auto! px-0! text-muted text-xs! hover:text-ink',
      },
      size: { sm: 'h-7 px-2.5 text-xs', md: 'h-8 px-3 text-sm', lg: 'h-10 px-4 text-base' },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof button> {
  /** Renders the single child (a link) as the button. `icon` and `busy` do not apply then. */
  asChild?: boolean
  icon?: IconName
  /** Shows a spinner and disables the button. */
  busy?: boolean
}

export function Button({ variant, size, asChild, icon, busy, className, children, disabled, ...rest }: ButtonProps) {
  const classes = cn(button({ variant, size }), className)
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    )
  }
  const iconElement = icon ? <Icon name={icon} size={size === 'sm' ? 14 : 15} /> : null
  return (
    <button type="button" className={classes} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>
      {busy ? <Spinner size={14} /> : iconElement}
      {children}
    </button>
  )
}
