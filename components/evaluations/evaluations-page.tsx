'use client'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { t } from '@/lib/client/messages/t'
import { EvaluationsList } from './evaluations-list'

export function EvaluationsPage() {
  return (
    <PageBody>
      <EvaluationsList
        header={(actions) => (
          <PageHeader title={t('evaluations.title')} description={t('evaluations.titleHint')} actions={actions} />
        )}
      />
    </PageBody>
  )
}
