'use client'
import Link from 'next/link'
import { useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { HelpEntry, HelpSection } from './help-data'
import { sectionTitle } from './section-title'

/** All pages by section; only the section of the current page is open. */
export function HelpNavigation({ sections, current }: { sections: readonly HelpSection[]; current: string }) {
  return (
    <nav aria-label={t('help.contents')} className="flex flex-col gap-0.5 text-sm">
      {sections.map((section) => (
        <Section key={section.id} section={section} current={current} />
      ))}
    </nav>
  )
}

function Section({ section: { id, pages }, current }: { section: HelpSection; current: string }) {
  const isHere = pages.some(({ path }) => path === current)
  const [isOpen, setIsOpen] = useState(isHere || (current === '' && id === 'get-started'))
  const [wasHere, setWasHere] = useState(isHere)
  if (isHere !== wasHere) {
    setWasHere(isHere)
    if (isHere) setIsOpen(true)
  }
  return (
    <section>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="flex h-8 w-full items-center gap-1.5 rounded-md px-2 text-left font-medium hover:bg-hover"
      >
        <Icon name="chevron-right" size={13} className={cn('text-faint transition-transform', isOpen && 'rotate-90')} />
        {sectionTitle(id)}
      </button>
      {isOpen ? (
        <ul className="mt-0.5 mb-2 ml-3.5 flex flex-col border-l pl-2">
          {pages.map((page, index) => (
            <li key={page.path}>
              {startsGroup(pages, index) ? <p className="mt-2 px-2 py-1 text-faint text-xs">{page.group}</p> : null}
              <Link
                href={`/help/${page.path}`}
                aria-current={page.path === current ? 'page' : undefined}
                className="block rounded-md px-2 py-1 text-muted leading-5 hover:bg-hover hover:text-ink aria-[current=page]:bg-pressed/80 aria-[current=page]:font-medium aria-[current=page]:text-ink"
              >
                {page.title}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}

function startsGroup(pages: readonly HelpEntry[], index: number): boolean {
  const group = pages[index]?.group
  return group !== undefined && pages[index - 1]?.group !== group
}
