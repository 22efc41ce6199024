'use client'
import { useState } from 'react'
import { useStore } from 'zustand'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { t } from '@/lib/client/messages/t'
import type { JsonObject } from '@/lib/core/json'
import type { GraphNode } from '@/lib/graph/graph'
import { isCapabilityKind } from '@/lib/graph/ports'
import { useEditor, useGraphNode, useUi } from '../state/editor-context'
import { portsOf } from '../state/ports/node-ports'
import { type PinDraft, pinDraft, readPin } from './pin-draft'
import { PinPort } from './pin-port'

/** Editor for pinned outputs: one field per output, validated against the output's schema. */
export function PinDialog() {
  const { ui } = useEditor()
  const nodeId = useUi((state) => state.pinEditor)
  const node = useGraphNode(nodeId ?? '')
  return (
    <Dialog open={node !== undefined} onOpenChange={(open) => !open && ui.getState().set({ pinEditor: null })}>
      {node ? <PinForm key={node.id} node={node} /> : null}
    </Dialog>
  )
}

function PinForm({ node }: { node: GraphNode }) {
  const { ui, run, actions, manifests } = useEditor()
  const ports = portsOf(node, manifests).outputs.filter(({ kind }) => !isCapabilityKind(kind))
  const last = useStore(run, (state) => state.nodes.get(node.id)?.outputs ?? null)
  const [drafts, setDrafts] = useState<Readonly<Record<string, PinDraft>>>(() =>
    Object.fromEntries(ports.map((port) => [port.id, pinDraft(port, node.pinned ?? last)])),
  )
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const close = (outputs: JsonObject | null | undefined) => {
    if (outputs !== undefined) actions.setPinned(node.id, outputs)
    ui.getState().set({ pinEditor: null })
  }
  const save = () => {
    const parsed = readPin(ports, drafts)
    if (parsed.ok) close(parsed.outputs)
    else setProblems(parsed.problems)
  }
  return (
    <DialogContent
      title={t('canvasRuns.pinTitle', { label: node.label })}
      description={t('canvasRuns.pinHint')}
      size="lg"
      footer={
        <>
          {node.pinned ? (
            <Button icon="x" onClick={() => close(null)}>
              {t('canvas.unpin')}
            </Button>
          ) : null}
          <Button variant="primary" icon="map-pin" onClick={save}>
            {t('canvasRuns.pinSave')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {ports.map((port) => (
          <PinPort
            key={port.id}
            port={port}
            draft={drafts[port.id] ?? { isProvided: false, text: '' }}
            problem={problems[port.id]}
            onChange={(draft) => {
              setDrafts({ ...drafts, [port.id]: draft })
              const parsed = readPin([port], { [port.id]: draft })
              setProblems({ ...problems, [port.id]: parsed.ok ? '' : (parsed.problems[port.id] ?? '') })
            }}
          />
        ))}
      </div>
    </DialogContent>
  )
}
