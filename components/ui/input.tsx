import type { ComponentProps } from 'react'
import { cn } from './cn'

/** Shared style of text fields, textareas and select triggers. */
export const FIELD_CLASSES =
  'w-full rounded-md border border-control/60 bg-surface px-2.5 text-ink text-sm transition-colors hover:border-control focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-danger dark:bg-sunken'

export function Input({ className, type = 'text', ...rest }: ComponentProps<'input'>) {
  return <input type={type} className={cn(FIELD_CLASSES, 'h-8', className)} {...rest} />
}
