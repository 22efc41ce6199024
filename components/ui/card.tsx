import type { ComponentProps } from 'react'
import { cn } from './cn'

export function Card({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cn('rounded-lg border bg-surface', className)} {...rest} />
}

export function CardHeader({ className, ...rest }: ComponentProps<'div'>) {
  return (
    <div className={cn('flex min-h-12 items-center justify-between gap-3 border-b px-4 py-2.5', className)} {...rest} />
  )
}

export function CardTitle({ className, ...rest }: ComponentProps<'h2'>) {
  return <h2 className={cn('font-semibold text-ink text-sm', className)} {...rest} />
}

export function CardContent({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cn('p-4', className)} {...rest} />
}
