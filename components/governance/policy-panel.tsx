'use client'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getModelPolicy } from '@/lib/contracts/model-policy'
import { PolicyForm } from './policy-form'

/** The workspace's model policy. Everyone can view it; owners can change it. */
export function PolicyPanel() {
  const query = useContractQuery(getModelPolicy)
  return (
    <section>
      <p className="mb-4 max-w-2xl text-muted text-sm">{t('governance.policyHint')}</p>
      {query.error && !query.data ? (
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data ? (
        <PolicyForm key={query.data.updatedAt ?? 'none'} view={query.data} />
      ) : (
        <SkeletonRows count={5} />
      )}
    </section>
  )
}
