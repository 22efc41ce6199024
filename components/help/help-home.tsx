'use client'
import Link from 'next/link'
import { Icon, type IconName } from '@/components/ui/icon'
import { PageHeader } from '@/components/ui/page-header'
import { t } from '@/lib/client/messages/t'
import type { HelpSection } from './help-data'
import { sectionTitle } from './section-title'

const ICONS: Readonly<Record<string, IconName>> = {
  'get-started': 'rocket',
  concepts: 'book-open',
  guides: 'list-ordered',
  nodes: 'workflow',
  reference: 'list',
  'reference/http-api': 'braces',
  operate: 'server',
  contribute: 'git-branch',
}
/** Maximum links of a section on the start page. */
const MAX_LINKS = 5

/** The start of the help: each section with its first pages. */
export function HelpHome({ sections }: { sections: readonly HelpSection[] }) {
  return (
    <>
      <PageHeader title={t('help.title')} description={t('help.hint')} />
      <div className="grid gap-3 sm:grid-cols-2">
        {sections
          .filter(({ id }) => ICONS[id] !== undefined)
          .map((section) => (
            <SectionCard key={section.id} section={section} />
          ))}
      </div>
      <p className="mt-6 flex flex-wrap gap-x-6 gap-y-2 text-sm">
        <Link href="/docs/api" className="inline-flex items-center gap-1.5 text-accent hover:underline">
          <Icon name="code" size={14} />
          {t('help.apiReference')}
        </Link>
        <Link
          href="/help/guides/use-the-keyboard"
          className="inline-flex items-center gap-1.5 text-accent hover:underline"
        >
          <Icon name="command" size={14} />
          {t('help.shortcuts')}
        </Link>
      </p>
    </>
  )
}

function SectionCard({ section: { id, pages } }: { section: HelpSection }) {
  const rest = pages.length - MAX_LINKS
  return (
    <section className="rounded-lg border bg-surface p-5">
      <h2 className="flex items-center gap-2 font-semibold text-base">
        <Icon name={ICONS[id] ?? 'file'} className="text-muted" />
        {sectionTitle(id)}
      </h2>
      <ul className="mt-3 flex flex-col gap-1.5 text-sm">
        {pages.slice(0, MAX_LINKS).map(({ path, title }) => (
          <li key={path}>
            <Link href={`/help/${path}`} className="text-muted hover:text-ink hover:underline">
              {title}
            </Link>
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <Link
          href={`/help/${pages[MAX_LINKS]?.path}`}
          className="mt-2 inline-block text-accent text-xs hover:underline"
        >
          {t('help.more', { count: rest })}
        </Link>
      ) : null}
    </section>
  )
}
