'use client'
import { Markdown } from '@/components/chat/markdown'
import { t } from '@/lib/client/messages/t'
import type { TemplateView } from '@/lib/contracts/templates'

/** Who wrote a template of the organization, and what its app calls and needs. */
export function CommunityNote({ community }: { community: NonNullable<TemplateView['community']> }) {
  const { author, license, readme, hosts, secrets } = community
  const rows = [
    { label: t('appFile.author'), value: author },
    { label: t('appFile.license'), value: license },
    { label: t('appFile.hosts'), value: hosts.join(', ') || t('appFile.none') },
    { label: t('appFile.secrets'), value: secrets.join(', ') || t('appFile.none') },
  ]
  return (
    <section className="flex flex-col gap-2 rounded-md border p-3" aria-label={t('templates.fromOrganization')}>
      <p className="font-medium text-sm">{t('templates.fromOrganization')}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-muted text-xs">
        {rows
          .filter(({ value }) => value !== '')
          .map(({ label, value }) => (
            <div key={label} className="contents">
              <dt>{label}</dt>
              <dd className="break-words">{value}</dd>
            </div>
          ))}
      </dl>
      {readme === '' ? null : <Markdown text={readme} compact withoutImages />}
    </section>
  )
}
