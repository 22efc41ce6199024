'use client'
import { GatesSection } from '@/components/gates/gates-section'
import { RegressionCounter } from '@/components/gates/regression-counter'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { t } from '@/lib/client/messages/t'
import { AttacksSection } from './attacks/attacks-section'
import { EvaluationsList } from './evaluations-list'
import { OnlineSection } from './online/online-section'
import { ScorecardSection } from './scorecard/scorecard-section'

/** The tab “Evaluate” of an app. */
export function AppEvaluationsPage({ appId }: { appId: string }) {
  return (
    <PageBody>
      <RegressionCounter appId={appId} />
      <EvaluationsList
        appId={appId}
        header={(actions) => (
          <PageHeader title={t('appHome.tabEvaluate')} description={t('evaluations.titleHint')} actions={actions} />
        )}
      />
      <ScorecardSection appId={appId} />
      <OnlineSection appId={appId} />
      <AttacksSection appId={appId} />
      <GatesSection appId={appId} />
    </PageBody>
  )
}
