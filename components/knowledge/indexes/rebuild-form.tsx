'use client'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { FormError } from '@/components/ui/form-error'
import { toast } from '@/components/ui/toast'
import { formatCost, formatCount } from '@/lib/client/format/format'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import { queryKey } from '@/lib/client/queries/query-keys'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import {
  estimateRebuild,
  listIndexes,
  type RebuildEstimate,
  RebuildPlan,
  startRebuild,
} from '@/lib/contracts/knowledge-indexes'
import { ChunkingFields } from './chunking-fields'
import { EmbedderPicker } from './embedder-picker'
import { KindFields } from './kind-fields'

export interface RebuildFormProps {
  knowledgeBaseId: string
  plan: RebuildPlan
  onChange: (plan: RebuildPlan) => void
}

/** Settings and cost of the next index, and the button that starts the build. */
export function RebuildForm({ knowledgeBaseId, plan, onChange }: RebuildFormProps) {
  const params = { knowledgeBaseId }
  const body = useDeferredValue(plan)
  const isValid = RebuildPlan.safeParse(body).success
  const estimate = useQuery({
    queryKey: [...queryKey(estimateRebuild, { params }), body],
    queryFn: ({ signal }) => request(estimateRebuild, { params, body, signal }),
    enabled: isValid,
    placeholderData: (before) => before,
  })
  const start = useContractMutation(startRebuild, {
    invalidates: [listIndexes],
    onSuccess: () => toast.success(t('indexing.rebuildStarted')),
    onError: () => undefined,
  })
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('indexing.change')}</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col gap-5">
        <p className="text-muted text-sm">{t('indexing.changeHint')}</p>
        <EmbedderPicker plan={plan} onChange={onChange} />
        <ChunkingFields
          value={plan.chunking.all}
          onChange={(all) => onChange({ ...plan, chunking: { ...plan.chunking, all } })}
        />
        <KindFields chunking={plan.chunking} onChange={(chunking) => onChange({ ...plan, chunking })} />
        <FormError error={start.error} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t pt-4">
          <Button
            variant="primary"
            icon="layers"
            busy={start.isPending}
            disabled={!isValid || estimate.data?.isSame !== false}
            onClick={() => start.mutate({ params, body: plan })}
          >
            {t('indexing.rebuild')}
          </Button>
          <p className="min-w-0 flex-1 text-muted text-sm" aria-live="polite">
            {estimate.error ? estimate.error.message : estimate.data ? summary(estimate.data) : null}
          </p>
        </div>
      </CardContent>
    </Card>
  )
}

function summary({ isSame, documents, tokens, costMicros, unreadDocuments }: RebuildEstimate): string {
  if (isSame) return t('indexing.estimateSame')
  const cost =
    costMicros === null ? t('indexing.costUnknown') : costMicros === 0 ? t('indexing.costFree') : formatCost(costMicros)
  const what = t('indexing.estimate', {
    documents: t('knowledge.documents', { count: documents }),
    cost,
    tokens: `${formatCount(tokens)} tokens`,
  })
  return unreadDocuments === 0 ? what : `${what} ${t('indexing.estimateUnread', { count: unreadDocuments })}`
}
