'use client'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { LazyDialog } from '@/components/ui/lazy-part'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { makePart } from '@/components/ui/part'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type EvaluationView, listEvaluations } from '@/lib/contracts/evaluations'
import { EvaluationRow } from './evaluation-row'

const createEvaluationDialog = makePart(() =>
  import('./setup/create-evaluation-dialog').then((module) => module.CreateEvaluationDialog),
)

const ORDERS: Readonly<Record<string, ListOrder<EvaluationView>>> = {
  updated: {
    get label() {
      return t('evaluations.sortUpdated')
    },
    compare: byNewest((evaluation) => evaluation.updatedAt),
  },
  name: {
    get label() {
      return t('evaluations.sortName')
    },
    compare: byText((evaluation) => evaluation.name),
  },
}
const POLL_MS = 3_000
const textOf = ({ name, appName }: EvaluationView) => `${name} ${appName}`

export interface EvaluationsListProps {
  appId?: string
  /** Above the list, with the button that creates an evaluation. */
  header: (actions: ReactNode) => ReactNode
}

/** The evaluations of the workspace, or of one app. */
export function EvaluationsList({ appId, header }: EvaluationsListProps) {
  const canEdit = useHasRole('editor')
  const [creating, setCreating] = useUrlState('new')
  const evaluations = useContractQuery(listEvaluations, {
    query: appId === undefined ? {} : { appId },
    refetchInterval: (data) => (data?.evaluations.some(({ isRunning }) => isRunning) ? POLL_MS : false),
  })
  const newButton = canEdit ? (
    <Button variant="primary" icon="plus" onClick={() => setCreating('evaluation')}>
      {t('evaluations.create')}
    </Button>
  ) : null
  return (
    <>
      {header((evaluations.data?.evaluations.length ?? 0) > 0 ? newButton : null)}
      <ListView
        query={evaluations}
        items={evaluations.data?.evaluations}
        empty={
          <EmptyState
            icon="circle-check"
            title={t('evaluations.emptyTitle')}
            text={t(appId === undefined ? 'evaluations.emptyText' : 'evaluations.appEmptyText')}
            helpPage="guides/evaluate-an-app"
            action={newButton}
          />
        }
        searchLabel={t('evaluations.search')}
        textOf={textOf}
        orders={ORDERS}
      >
        {(shown) => (
          <ul className="divide-y rounded-lg border bg-surface">
            {shown.map((evaluation) => (
              <EvaluationRow key={evaluation.id} evaluation={evaluation} showsApp={appId === undefined} />
            ))}
          </ul>
        )}
      </ListView>
      {creating === 'evaluation' && canEdit ? (
        <LazyDialog
          open
          part={createEvaluationDialog}
          props={{ ...(appId === undefined ? {} : { appId }), onClose: () => setCreating('') }}
          onClose={() => setCreating('')}
        />
      ) : null}
    </>
  )
}
