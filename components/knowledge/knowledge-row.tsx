'use client'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Spinner } from '@/components/ui/spinner'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import type { KnowledgeBaseView } from '@/lib/contracts/knowledge'
import { KnowledgeMenu } from './knowledge-menu'

export function KnowledgeRow({ base }: { base: KnowledgeBaseView }) {
  return (
    <li className="group relative flex items-center gap-3 px-4 py-3 first:rounded-t-lg last:rounded-b-lg hover:bg-hover/60">
      <span className="flex size-9 shrink-0 items-center justify-center rounded-md bg-info-soft text-info">
        <Icon name="book-open" size={18} />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="truncate font-semibold text-sm">
          <Link
            href={`/knowledge/${base.id}`}
            className="block truncate leading-6 after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-(--focus)"
          >
            {base.name}
          </Link>
        </h2>
        <p className="text-muted text-xs tabular-nums sm:hidden">
          {t('knowledge.documents', { count: base.documentCount })}
        </p>
        <p className="truncate text-muted text-xs">
          {base.description || t('knowledge.updated', { time: formatRelative(base.updatedAt) })}
        </p>
      </div>
      <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1 text-muted text-xs">
        {base.pendingCount > 0 ? (
          <Badge tone="info">
            <Spinner size={11} />
            {t('knowledge.pendingCount', { count: base.pendingCount })}
          </Badge>
        ) : null}
        {base.failedCount > 0 ? (
          <Badge tone="danger">{t('knowledge.failedCount', { count: base.failedCount })}</Badge>
        ) : null}
        <span className="hidden tabular-nums sm:inline">{t('knowledge.documents', { count: base.documentCount })}</span>
        <span className="hidden w-24 text-right text-faint tabular-nums sm:inline">
          {t('knowledge.chunks', { count: base.chunkCount })}
        </span>
      </div>
      <KnowledgeMenu base={base} />
    </li>
  )
}
