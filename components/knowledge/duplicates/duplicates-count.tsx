'use client'
import { Badge } from '@/components/ui/badge'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listDuplicates } from '@/lib/contracts/knowledge-documents'

/** More documents are compared when the tab is opened, not with every page load. */
const MAX_COMPARED = 2_000

interface DuplicatesCountProps {
  knowledgeBaseId: string
  documentCount: number
}

/** Badge of the tab; hidden if there are none. */
export function DuplicatesCount({ knowledgeBaseId, documentCount }: DuplicatesCountProps) {
  const enabled = documentCount <= MAX_COMPARED
  const { data } = useContractQuery(listDuplicates, { params: { knowledgeBaseId }, enabled })
  if (!data || data.pairs.length === 0) return null
  return (
    <Badge tone="warning">
      {data.pairs.length}
      {data.hasMore ? '+' : ''}
    </Badge>
  )
}
