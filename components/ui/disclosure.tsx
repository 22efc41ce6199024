'use client'
import { type ReactNode, useState } from 'react'
import { Icon } from './icon'

export interface DisclosureProps {
  label: ReactNode
  defaultOpen?: boolean
  children: ReactNode
}

/** Collapsible content for rarely needed settings. */
export function Disclosure({ label, defaultOpen = false, children }: DisclosureProps) {
  const [open, setOpen] = useState(defaultOpen)
  return (
    <section>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex items-center gap-1 font-medium text-muted text-xs hover:text-ink"
      >
        <Icon name={open ? 'chevron-down' : 'chevron-right'} size={13} />
        {label}
      </button>
      {open ? <div className="mt-3">{children}</div> : null}
    </section>
  )
}
