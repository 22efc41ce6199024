import Link from 'next/link'
import type { ReactNode } from 'react'
import { HelpLink } from './help-link'
import { Icon } from './icon'

export interface PageHeaderProps {
  title: ReactNode
  description?: ReactNode
  /** The parent page. */
  back?: { href: string; label: string }
  actions?: ReactNode
}

export function PageHeader({ title, description, back, actions }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      {/* A long description wraps before the buttons move below it. */}
      <div className="min-w-0 flex-[1_1_20rem]">
        {back ? (
          <Link href={back.href} className="mb-1 inline-flex items-center gap-1 text-muted text-xs hover:text-ink">
            <Icon name="chevron-left" size={13} />
            {back.label}
          </Link>
        ) : null}
        <div className="flex items-center gap-1.5">
          <h1 className="line-clamp-3 min-w-0 break-words font-semibold text-xl tracking-tight sm:line-clamp-2">
            {title}
          </h1>
          <HelpLink />
        </div>
        {description ? <p className="mt-0.5 max-w-2xl text-muted text-sm">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  )
}
