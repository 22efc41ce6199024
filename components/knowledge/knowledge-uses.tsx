'use client'
import { Badge } from '@/components/ui/badge'
import { FormError } from '@/components/ui/form-error'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listKnowledgeUses } from '@/lib/contracts/knowledge'

/** The apps that search the knowledge base and would find nothing without it. */
export function KnowledgeUses({ knowledgeBaseId }: { knowledgeBaseId: string }) {
  const uses = useContractQuery(listKnowledgeUses, { params: { knowledgeBaseId } })
  if (uses.error) return <FormError error={uses.error} />
  if (!uses.data) return <Skeleton className="h-5 w-48" />
  const { apps } = uses.data
  if (apps.length === 0) return <p className="text-muted text-sm">{t('knowledge.usedByNone')}</p>
  return (
    <div className="text-sm">
      <p className="font-medium">{t('knowledge.usedBy')}</p>
      <ul className="mt-1 max-h-40 overflow-auto">
        {apps.map(({ id, name, isLive }) => (
          <li key={id} className="flex items-center gap-2 py-0.5">
            <span className="min-w-0 truncate" title={name}>
              {name}
            </span>
            {isLive ? <Badge tone="warning">{t('knowledge.usedByLive')}</Badge> : null}
          </li>
        ))}
      </ul>
    </div>
  )
}
