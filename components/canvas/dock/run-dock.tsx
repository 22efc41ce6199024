'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { PassageDialog } from '@/components/chat/passage-dialog'
import { Composer } from '@/components/runs/chat/composer'
import { startForm } from '@/components/runs/chat/input-fields'
import type { TakenKinds } from '@/components/runs/chat/run-file-store'
import { RunForm } from '@/components/runs/chat/run-form'
import { RunTurn } from '@/components/runs/chat/run-turn'
import type { RunRecord } from '@/components/runs/run-store'
import { ExampleRun } from '@/components/templates/example-run'
import { SampleNeeds } from '@/components/templates/sample-needs'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { t } from '@/lib/client/messages/t'
import type { TemplateSampleView } from '@/lib/contracts/templates'
import type { Citation } from '@/lib/core/citations'
import { SetupSteps } from '../setup/setup-steps'
import { useEditor, useEditorState, useUi } from '../state/editor-context'
import { useFocusNode } from '../use-focus-node'
import { RunStepsPanel } from './run-steps-panel'
import { useKeptFiles } from './use-kept-files'
import { useSample } from './use-sample'
import { type RunControl, useStartRun } from './use-start-run'
import { useTypedInputs } from './use-typed-inputs'

/** Chat or form of the app, with the steps of the run. */
export function RunDock() {
  const focusNode = useFocusNode()
  const control = useStartRun()
  const [citation, setCitation] = useState<Citation | null>(null)
  const form = useStartForm()
  const { sample, version } = useSample()
  const inputsVersion = useUi((state) => state.inputsVersion)
  const inputsKey = `${version} ${inputsVersion}`
  const isWide = useUi((state) => state.dockSide === 'bottom')
  const openNode = useCallback((nodeId: string) => focusNode(nodeId, 'run'), [focusNode])
  return (
    <div className={cn('flex min-h-0 flex-1 flex-col', isWide && 'md:flex-row')}>
      {form.kind === 'form' ? (
        <div
          className={cn(
            'max-h-1/2 shrink-0 overflow-y-auto border-b p-4',
            isWide && 'md:max-h-none md:w-80 md:border-r md:border-b-0',
          )}
        >
          <ActiveForm key={inputsKey} form={form} control={control} />
        </div>
      ) : null}
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <Turns
          control={control}
          isChat={form.kind === 'chat'}
          onCite={setCitation}
          onShowNode={openNode}
          sample={sample}
        />
        {form.kind === 'chat' ? (
          <div className="mx-auto w-full max-w-3xl px-4 pb-3">
            <ActiveComposer key={inputsKey} control={control} accepts={form.accepts} />
          </div>
        ) : null}
      </div>
      {isWide ? (
        <div className="hidden w-64 shrink-0 border-l bg-surface lg:flex lg:flex-col">
          <RunStepsPanel control={control} />
        </div>
      ) : null}
      <PassageDialog citation={citation} onClose={() => setCitation(null)} />
    </div>
  )
}

interface TurnsProps {
  control: RunControl
  isChat: boolean
  onCite: (citation: Citation) => void
  onShowNode: (nodeId: string) => void
  sample: TemplateSampleView | null
}

function Turns({ control, isChat, onCite, onShowNode, sample }: TurnsProps) {
  const { appId, run, store } = useEditor()
  const labelOf = useCallback((id: string) => store.getState().nodeById.get(id)?.label ?? id, [store])
  const runs = useStore(run, (state) => state.runs)
  const list = useFollowEnd(runs)
  return (
    <div ref={list} className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-3xl flex-col gap-5 px-4 py-4">
        <SetupSteps />
        {sample ? (
          <>
            <SampleNeeds sample={sample} />
            <ExampleRun sample={sample} />
          </>
        ) : runs.length === 0 ? (
          <EmptyState
            compact
            className="[section+&]:hidden"
            icon={isChat ? 'message-circle' : 'play'}
            title={t(isChat ? 'runPanel.emptyChatTitle' : 'runPanel.emptyFormTitle')}
            text={t(isChat ? 'runPanel.emptyChatText' : 'runPanel.emptyFormText')}
          />
        ) : null}
        {runs.map((record, index) => (
          <RunTurn
            key={record.key}
            record={record}
            appId={appId}
            onCite={onCite}
            onShowNode={onShowNode}
            labelOf={labelOf}
            onRetry={index === runs.length - 1 ? () => retry(control, record) : null}
            onRunDraft={
              index === runs.length - 1 && record.runId !== null
                ? () => control.rerun(record, { useDraft: true })
                : null
            }
          />
        ))}
      </div>
    </div>
  )
}

/** Restarts at the failed step. A run that never started is sent again. */
function retry(control: RunControl, record: RunRecord): void {
  if (record.runId !== null) control.rerun(record)
  else control.start(record.inputs, record.message)
}

function ActiveComposer({ control, accepts }: { control: RunControl; accepts: TakenKinds }) {
  const { appId, run, ui } = useEditor()
  const isActive = useStore(run, (state) => state.isActive)
  const reportTyped = useTypedInputs()
  const filesOf = useKeptFiles()
  return (
    <Composer
      kept={filesOf('message')}
      isActive={isActive}
      appId={appId}
      accepts={accepts}
      onSend={control.send}
      onStop={control.stop}
      initial={ui.getState().message}
      onDraft={(message) => {
        ui.getState().set({ message })
        reportTyped(message.trim() === '' ? null : { message })
      }}
    />
  )
}

function ActiveForm({ form, control }: { form: ReturnType<typeof useStartForm>; control: RunControl }) {
  const { appId, run, ui } = useEditor()
  const isActive = useStore(run, (state) => state.isActive)
  const reportTyped = useTypedInputs()
  const filesOf = useKeptFiles()
  if (form.kind !== 'form') return null
  return (
    <RunForm
      appId={appId}
      fields={form.fields}
      isActive={isActive}
      onStart={control.start}
      onStop={control.stop}
      onDraft={reportTyped}
      initial={ui.getState().formDrafts}
      filesOf={filesOf}
      onDrafts={(formDrafts) => ui.getState().set({ formDrafts })}
    />
  )
}

function useStartForm() {
  const { manifests } = useEditor()
  const start = useEditorState(({ graph }) => graph.nodes.find((node) => manifests(node.type)?.role === 'start'))
  return startForm(start?.config ?? {})
}

/** Keeps the view at the end while text streams, unless the user has scrolled up. */
function useFollowEnd(trigger: unknown) {
  const list = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  useEffect(() => {
    const element = list.current
    if (!element) return
    const onScroll = () => {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 48
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the trigger signals new content.
  useEffect(() => {
    const element = list.current
    if (element && isAtEnd.current) element.scrollTop = element.scrollHeight
  }, [trigger])
  return list
}
