'use client'
import { ReactFlowProvider } from '@xyflow/react'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import { getRun, getRunGraph } from '@/lib/contracts/runs'
import { AppError } from '@/lib/core/app-error'
import type { Graph } from '@/lib/graph/graph'
import { EditorContext } from '../state/editor-context'
import { createTravelEditor } from './create-travel-editor'
import { pollOf } from './poll-of'
import { TravelView } from './travel-view'

/** A past or current run on its canvas. */
export function TimeTravelPage({ appId, runId }: { appId: string; runId: string }) {
  const run = useContractQuery(getRun, { params: { runId }, refetchInterval: (data) => pollOf(data?.run.status) })
  const drawing = useContractQuery(getRunGraph, { params: { runId }, staleTime: Number.POSITIVE_INFINITY })
  if (run.data && drawing.data) {
    return <Loaded key={runId} appId={appId} record={run.data} graph={drawing.data.graph} />
  }
  const error = run.error ?? drawing.error
  return (
    <main className="flex h-dvh items-center justify-center p-6">
      {run.data && AppError.isInstance(drawing.error) && drawing.error.code === 'NOT_FOUND' ? (
        <EmptyState
          icon="history"
          title={t('timeTravel.title', { app: run.data.run.appName })}
          text={t('timeTravel.graphGone')}
          action={
            <Button asChild variant="primary">
              <Link href={`/runs/${runId}`}>{t('timeTravel.openTrace')}</Link>
            </Button>
          }
        />
      ) : error ? (
        <ErrorPanel
          error={error}
          onRetry={() => void run.refetch().then(() => drawing.refetch())}
          className="w-full max-w-md"
        />
      ) : (
        <Spinner size={20} label={t('common.loading')} className="text-faint" />
      )}
    </main>
  )
}

interface LoadedProps {
  appId: string
  record: ResponseOf<typeof getRun>
  graph: Graph
}

function Loaded({ appId, record, graph }: LoadedProps) {
  const [editor] = useState(() => createTravelEditor({ appId, runId: record.run.id, graph }))
  return (
    <EditorContext value={editor}>
      <ReactFlowProvider>
        <TravelView record={record} />
      </ReactFlowProvider>
    </EditorContext>
  )
}
