'use client'
import type { ComponentProps } from 'react'
import { cn } from './cn'

/** For a column that is hidden on phones. */
export const WIDE = 'hidden md:table-cell'

export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    <div ref={focusableWhileScrolling} className="relative w-full overflow-x-auto rounded-lg border bg-surface">
      <table className={cn('w-full border-collapse text-left text-sm', className)} {...rest} />
    </div>
  )
}

/** A table that overflows is focusable for keyboard scrolling; one that fits is not a tab stop. */
function focusableWhileScrolling(box: HTMLDivElement | null) {
  if (!box) return
  const observer = new ResizeObserver(() => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0
    else box.removeAttribute('tabindex')
  })
  observer.observe(box)
  for (const child of box.children) observer.observe(child)
  return () => observer.disconnect()
}

export function TableHead({ className, ...rest }: ComponentProps<'thead'>) {
  return <thead className={cn('border-b bg-sunken/60 text-muted text-xs', className)} {...rest} />
}

export function TableBody({ className, ...rest }: ComponentProps<'tbody'>) {
  return <tbody className={cn('divide-y', className)} {...rest} />
}

export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr className={cn('transition-colors has-[a:hover]:bg-hover/60', className)} {...rest} />
}

export function TableHeader({ className, ...rest }: ComponentProps<'th'>) {
  return <th scope="col" className={cn('h-9 whitespace-nowrap px-3 font-medium', className)} {...rest} />
}

export function TableCell({ className, ...rest }: ComponentProps<'td'>) {
  return <td className={cn('h-11 px-3 py-2 align-middle', className)} {...rest} />
}
