import type { ReactNode } from 'react'
import { cn } from './cn'

/** The scrolling column of a page. */
export function PageBody({ narrow, children }: { narrow?: boolean; children: ReactNode }) {
  return (
    <div className={cn('mx-auto w-full px-4 py-6 md:px-8 md:py-8', narrow ? 'max-w-3xl' : 'max-w-6xl')}>{children}</div>
  )
}
