'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect } from 'react'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Icon } from '@/components/ui/icon'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { type HelpEntry, type HelpSection, type HelpText, useHelpText } from './help-data'
import { HelpMarkdown } from './help-markdown'
import { sectionTitle } from './section-title'

/** One page with its section, the headings beside it, and the previous and next page below. */
export function HelpArticle({ path, sections }: { path: string; sections: readonly HelpSection[] }) {
  const page = useHelpText(path)
  useScrollTo(page.data !== undefined)
  if (page.error) return <ErrorPanel error={page.error} onRetry={() => void page.refetch()} />
  if (!page.data) return <Skeleton className="h-96" />
  const section = sections.find(({ pages }) => pages.some((entry) => entry.path === path))
  return (
    <div className="flex gap-10">
      <article lang="en" className="min-w-0 max-w-3xl flex-1">
        {section ? <p className="mb-1 text-muted text-xs">{sectionTitle(section.id)}</p> : null}
        <h1 className="mb-5 break-words font-semibold text-2xl tracking-tight">{page.data.title}</h1>
        <HelpMarkdown page={page.data} />
        <AdjacentPages path={path} sections={sections} />
      </article>
      <OnThisPage page={page.data} />
    </div>
  )
}

function OnThisPage({ page }: { page: HelpText }) {
  const headings = page.headings.filter(({ level }) => level <= 3)
  if (headings.length < 2) return null
  return (
    <nav
      aria-label={t('help.onThisPage')}
      className="sticky top-8 hidden max-h-[calc(100dvh-4rem)] w-52 shrink-0 self-start overflow-y-auto border-l pl-4 text-xs xl:block"
    >
      <p className="mb-2 font-medium text-ink">{t('help.onThisPage')}</p>
      <ul className="flex flex-col gap-1.5">
        {headings.map(({ id, level, text }) => (
          <li key={id} className={level > 2 ? 'pl-3' : ''}>
            <a href={`#${id}`} className="block break-words text-muted leading-4 hover:text-ink">
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function AdjacentPages({ path, sections }: { path: string; sections: readonly HelpSection[] }) {
  const all = sections.flatMap(({ pages }) => pages)
  const index = all.findIndex((entry) => entry.path === path)
  return (
    <nav aria-label={t('help.neighbours')} className="mt-12 grid gap-3 border-t pt-6 sm:grid-cols-2">
      <AdjacentPage entry={all[index - 1]} label={t('help.previous')} icon="arrow-left" />
      <AdjacentPage entry={all[index + 1]} label={t('help.next')} icon="arrow-right" />
    </nav>
  )
}

interface AdjacentPageProps {
  entry: HelpEntry | undefined
  label: string
  icon: 'arrow-left' | 'arrow-right'
}

function AdjacentPage({ entry, label, icon }: AdjacentPageProps) {
  if (!entry) return <span />
  const isNext = icon === 'arrow-right'
  return (
    <Link
      href={`/help/${entry.path}`}
      rel={isNext ? 'next' : 'prev'}
      className={`flex items-center gap-3 rounded-lg border bg-surface px-4 py-3 hover:border-line-strong hover:bg-hover ${isNext ? 'flex-row-reverse text-right' : ''}`}
    >
      <Icon name={icon} className="text-faint" />
      <span className="min-w-0 flex-1">
        <span className="block text-muted text-xs">{label}</span>
        <span className="block truncate font-medium text-sm">{entry.title}</span>
      </span>
    </Link>
  )
}

/** A new page starts at its top, or at the heading in the address, which appears only when the page is loaded. */
function useScrollTo(isLoaded: boolean): void {
  const pathname = usePathname()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page scrolls again.
  useEffect(() => {
    if (!isLoaded) return
    const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)))
    if (target) target.scrollIntoView()
    else document.getElementById('content')?.scrollTo({ top: 0 })
  }, [isLoaded, pathname])
}
