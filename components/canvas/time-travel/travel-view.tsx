'use client'
import { useState } from 'react'
import { ResizableSplit } from '@/components/ui/resizable-split'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { useIsPhone } from '@/lib/client/hooks/use-is-phone'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { getRun } from '@/lib/contracts/runs'
import { PhoneNodeSheet } from '../inspector/phone-node-sheet'
import { useEditor, useEditorState } from '../state/editor-context'
import { useFocusNode } from '../use-focus-node'
import { useValidation } from '../use-validation'
import { ComparePanel } from './compare/compare-panel'
import { EventList } from './event-list'
import { TravelBar } from './travel-bar'
import { TravelCanvas } from './travel-canvas'
import { TravelHeader } from './travel-header'
import { TravelNode } from './travel-node'
import { TravelValues } from './travel-values'
import { TrialBar } from './trial-bar'
import { type Moments, useMoments } from './use-moments'
import { useTravelKeys } from './use-travel-keys'
import { type Trial, useTrial } from './use-trial'

type RunRecord = ResponseOf<typeof getRun>

/** Canvas, timeline and events of a run, and the comparison with a rerun. */
export function TravelView({ record }: { record: RunRecord }) {
  const { run, events, inputs } = record
  // A rerun is compared with its original unless the address says otherwise.
  const [otherId, setOtherId] = useUrlState('with')
  const compared = otherId || (run.sourceRunId ?? '')
  const [view, setView] = useState<'canvas' | 'compare'>(otherId === '' ? 'canvas' : 'compare')
  const moments = useMoments(events)
  const trial = useTrial(run.id, inputs, (trialId) => {
    setOtherId(trialId)
    setView('compare')
  })
  useTravelKeys(moments)
  useValidation()
  const isPhone = useIsPhone()
  const panels = { record, moments, trial }
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <TravelHeader run={run} otherId={compared} view={view} onView={setView} />
      <TrialBar trial={trial} />
      {view === 'compare' && compared !== '' ? (
        <ComparePanel record={record} otherId={compared} />
      ) : isPhone ? (
        <PhoneView {...panels} />
      ) : (
        <WideView {...panels} />
      )}
    </div>
  )
}

interface PanelsProps {
  record: RunRecord
  moments: Moments
  trial: Trial
}

function WideView(panels: PanelsProps) {
  const { run } = panels.record
  return (
    <div className="flex min-h-0 flex-1">
      <ResizableSplit
        direction="row"
        sized="second"
        defaultSize={360}
        minSize={280}
        maxSize={640}
        storageKey="travel-node"
        label={t('canvas.resizeInspector')}
        first={
          <ResizableSplit
            direction="column"
            sized="second"
            defaultSize={300}
            minSize={140}
            maxSize={640}
            storageKey="travel-events"
            label={t('canvas.resizeDock')}
            first={<TravelCanvas />}
            second={<Bottom {...panels} />}
          />
        }
        second={<TravelNode runId={run.id} isRerun={run.sourceRunId !== null} />}
      />
    </div>
  )
}

/** The canvas above, the timeline below, and the tapped node on top of both. */
function PhoneView(panels: PanelsProps) {
  const { run } = panels.record
  const hasNode = useEditorState((state) => state.selection.length === 1)
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-1 flex-col" inert={hasNode}>
        <div className="h-2/5 min-h-48 border-b">
          <TravelCanvas />
        </div>
        <Bottom {...panels} />
      </div>
      {hasNode ? (
        <PhoneNodeSheet>
          <TravelNode runId={run.id} isRerun={run.sourceRunId !== null} />
        </PhoneNodeSheet>
      ) : null}
    </div>
  )
}

function Bottom({ record, moments, trial }: PanelsProps) {
  const focusNode = useFocusNode()
  const { store } = useEditor()
  const isPhone = useIsPhone()
  const { events, labels } = record
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-canvas">
      <TravelBar moments={moments} events={events} />
      <Tabs defaultValue="events" className="flex min-h-0 flex-1 flex-col">
        <TabsList className="bg-surface px-4">
          <TabsTrigger value="events">{t('timeTravel.events')}</TabsTrigger>
          <TabsTrigger value="values">{t('timeTravel.values')}</TabsTrigger>
        </TabsList>
        <TabsContent value="events" className="flex min-h-0 flex-1 flex-col">
          <EventList
            events={events}
            labels={labels}
            moments={moments}
            // On phones the node would cover the list.
            onNode={(id) => !isPhone && store.getState().nodeById.has(id) && focusNode(id, 'run')}
          />
        </TabsContent>
        <TabsContent value="values" className="flex min-h-0 flex-1 flex-col">
          <TravelValues state={moments.state} trial={trial} />
        </TabsContent>
      </Tabs>
    </div>
  )
}
