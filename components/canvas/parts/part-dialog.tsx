'use client'
import { useState } from 'react'
import { startForm } from '@/components/runs/chat/input-fields'
import { RunForm } from '@/components/runs/chat/run-form'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import type { JsonObject } from '@/lib/core/json'
import { useEditor, useEditorState, useUi } from '../state/editor-context'
import { nestingOf } from '../state/layout/nesting'
import type { PendingPart } from '../state/ui-store'
import { runPart } from './run-part'

/** Confirmation before a partial run: missing or outdated results, and the app's inputs. */
export function PartDialog() {
  const { ui } = useEditor()
  const pending = useUi((state) => state.pendingPart)
  return (
    <Dialog open={pending !== null} onOpenChange={(open) => !open && ui.getState().set({ pendingPart: null })}>
      {pending ? <Question pending={pending} /> : null}
    </Dialog>
  )
}

function Question({ pending }: { pending: PendingPart }) {
  const editor = useEditor()
  const { kind, plan, nodeId: wanted } = pending
  const { nodeId } = plan
  const labels = useEditorState((state) => state.nodeById)
  const labelOf = (id: string) => labels.get(id)?.label ?? id
  const start = (options: { runOutdated?: boolean; inputs?: JsonObject } = {}) => {
    editor.ui.getState().set({ pendingPart: null })
    void runPart(editor, { kind, nodeId, runMissing: plan.missing.length > 0, ...options })
  }
  return (
    <DialogContent
      title={t('canvasRuns.askTitle')}
      size="sm"
      {...(plan.needsInputs ? {} : { footer: <Answers pending={pending} onStart={start} /> })}
    >
      <div className="flex flex-col gap-3 text-sm">
        {wanted === nodeId ? null : <Inside nodeId={wanted} container={nodeId} />}
        {plan.missing.length > 0 ? (
          <Names text={t('canvasRuns.askMissing', { label: labelOf(nodeId) })} names={plan.missing.map(labelOf)} />
        ) : null}
        {plan.outdated.length > 0 ? (
          <Names text={t('canvasRuns.askOutdated')} names={plan.outdated.map(labelOf)} />
        ) : null}
        {plan.needsInputs ? <Inputs onStart={(inputs) => start({ inputs })} /> : null}
      </div>
    </DialogContent>
  )
}

/** The nodes that run instead of the selected node. */
function Inside({ nodeId, container }: { nodeId: string; container: string }) {
  const { manifests } = useEditor()
  const labels = useEditorState((state) => state.nodeById)
  const count = useEditorState(({ graph }) => nestingOf(graph, manifests).withInside([container]).size - 1)
  const labelOf = (id: string) => labels.get(id)?.label ?? id
  return <p>{t('canvasRuns.askInside', { label: labelOf(nodeId), container: labelOf(container), count })}</p>
}

function Names({ text, names }: { text: string; names: readonly string[] }) {
  return (
    <div>
      <p className="text-muted">{text}</p>
      <ul className="mt-1 list-disc pl-5 font-medium">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </div>
  )
}

function Answers({
  pending: { plan },
  onStart,
}: {
  pending: PendingPart
  onStart: (options: { runOutdated?: boolean }) => void
}) {
  if (plan.outdated.length === 0)
    return (
      <Button variant="primary" icon="play" onClick={() => onStart({})}>
        {t(plan.missing.length > 0 ? 'canvasRuns.runMissing' : 'canvasRuns.start')}
      </Button>
    )
  return (
    <>
      <Button onClick={() => onStart({})}>{t('canvasRuns.useOutdated')}</Button>
      <Button variant="primary" icon="play" onClick={() => onStart({ runOutdated: true })}>
        {t('canvasRuns.runOutdated')}
      </Button>
    </>
  )
}

function Inputs({ onStart }: { onStart: (inputs: JsonObject) => void }) {
  const { appId, manifests } = useEditor()
  const config = useEditorState(
    ({ graph }) => graph.nodes.find((node) => manifests(node.type)?.role === 'start')?.config,
  )
  const [message, setMessage] = useState('')
  const form = startForm(config ?? {})
  if (form.kind === 'form')
    return <RunForm appId={appId} fields={form.fields} isActive={false} onStart={onStart} onStop={() => {}} />
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (message.trim() !== '') onStart({ message: message.trim() })
      }}
    >
      <p className="text-muted">{t('canvasRuns.askInputs')}</p>
      <Field label={t('canvasRuns.message')}>
        {(control) => <Textarea {...control} value={message} onChange={(event) => setMessage(event.target.value)} />}
      </Field>
      <Button type="submit" variant="primary" icon="play" disabled={message.trim() === ''} className="self-end">
        {t('canvasRuns.start')}
      </Button>
    </form>
  )
}
