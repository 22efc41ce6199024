'use client'
import { GatesSection } from '@/components/gates/gates-section'
import { RegressionCounter } from '@/components/gates/regression-counter'
import { PageBody } from '@/components/ui/page-body'
import { t } from '@/lib/client/messages/t'
import { EvaluationsList } from './evaluations-list'

/** The tab “Evaluate” of an app. */
export function AppEvaluationsPage({ appId }: { appId: string }) {
  return (
    <PageBody>
      <RegressionCounter appId={appId} />
      <EvaluationsList
        appId={appId}
        header={(actions) => (
          <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
            <p className="max-w-3xl text-muted text-sm">{t('evaluations.titleHint')}</p>
            {actions}
          </div>
        )}
      />
      <GatesSection appId={appId} />
    </PageBody>
  )
}
