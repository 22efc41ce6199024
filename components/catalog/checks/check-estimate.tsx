'use client'
import { useEffect } from 'react'
import { Icon } from '@/components/ui/icon'
import { formatCost } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { type CheckRequest, estimateCheck } from '@/lib/contracts/model-checks'

interface CheckEstimateProps {
  request: CheckRequest
  params: { connectionId: string; model: string }
}

/** Estimated size of the check, updated when its settings change. */
export function CheckEstimate({ request, params }: CheckEstimateProps) {
  const estimate = useContractMutation(estimateCheck, { onError: () => undefined })
  const { mutate } = estimate
  const [requestKey, { connectionId, model }] = [JSON.stringify(request), params]
  useEffect(() => {
    const timer = setTimeout(() => mutate({ params: { connectionId, model }, body: JSON.parse(requestKey) }), 200)
    return () => clearTimeout(timer)
  }, [requestKey, connectionId, model, mutate])
  if (estimate.error) return <p className="text-danger text-sm">{estimate.error.message}</p>
  if (!estimate.data) return null
  const { calls, costMicros } = estimate.data
  return (
    <p role="status" className="flex items-center gap-2 rounded-md bg-sunken px-3 py-2 text-sm">
      <Icon name="coins" size={15} className="text-muted" />
      {t('catalog.checkCount', { count: calls })}. {costText(costMicros)}
    </p>
  )
}

function costText(costMicros: number | null): string {
  if (costMicros === null) return t('catalog.checkCostUnknown')
  return costMicros === 0 ? t('catalog.checkCostFree') : t('catalog.checkCost', { cost: formatCost(costMicros) })
}
