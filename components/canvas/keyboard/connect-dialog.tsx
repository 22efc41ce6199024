'use client'
import { CommandDialog } from '@/components/ui/command-dialog'
import { toast } from '@/components/ui/toast'
import { localizeText } from '@/lib/client/messages/localize-text'
import { t } from '@/lib/client/messages/t'
import { nameOfKind } from '@/lib/graph/connections/compatible'
import type { Port } from '@/lib/graph/ports'
import { type Editor, useEditor, useGraphNode, useUi } from '../state/editor-context'
import { portsOf } from '../state/ports/node-ports'
import type { Connecting } from '../state/ui-store'
import { focusNodeElement } from './focus-node-element'
import { endsFrom, type PortCandidate, portCandidates } from './port-candidates'

/** Incompatible ports are listed with the reason, up to this number. */
const MAX_UNFITTING = 100

/** Connects nodes without a mouse: select a port of the node, then the port at the other end. */
export function ConnectDialog() {
  const connecting = useUi((state) => state.connecting)
  if (!connecting) return null
  const { node, port } = connecting
  return port ? <OtherEnd key={`${node} ${port.id}`} node={node} port={port} /> : <OwnPort node={node} />
}

/** Returns the focus to the node. If another list follows, waits until it is closed. */
function useClose(nodeId: string) {
  const editor = useEditor()
  return (open: boolean) => {
    if (open) return
    editor.ui.getState().set({ connecting: null })
    focusNodeElement(editor, nodeId)
  }
}

function OwnPort({ node: nodeId }: { node: string }) {
  const { ui, manifests } = useEditor()
  const node = useGraphNode(nodeId)
  const close = useClose(nodeId)
  if (!node) return null
  const { inputs, outputs, inner, when } = portsOf(node, manifests)
  const toAction = (side: 'input' | 'output') => (port: Port) => ({
    id: `${side} ${port.id}`,
    label: port.label,
    description: kindOf(port),
    icon: side === 'output' ? ('arrow-right' as const) : ('arrow-left' as const),
    run: () => ui.getState().set({ connecting: { node: nodeId, port: { id: port.id, side } } }),
  })
  const groups = [
    { label: t('keyboard.fromOutput'), actions: [...outputs, ...(inner?.outputs ?? [])].map(toAction('output')) },
    {
      label: t('keyboard.intoInput'),
      actions: [...inputs, ...(when ? [when] : []), ...(inner?.inputs ?? [])].map(toAction('input')),
    },
  ]
  return (
    <CommandDialog
      open
      onOpenChange={close}
      label={t('keyboard.connectNode', { label: node.label })}
      groups={groups.filter(({ actions }) => actions.length > 0)}
      empty={t('keyboard.noPorts')}
    />
  )
}

function OtherEnd({ node: nodeId, port }: Required<Connecting>) {
  const editor = useEditor()
  const { store, manifests } = editor
  const node = useGraphNode(nodeId)
  const close = useClose(nodeId)
  if (!node) return null
  const ports = portsOf(node, manifests)
  const candidates = [
    ...ports.inputs,
    ...ports.outputs,
    ...(ports.when ? [ports.when] : []),
    ...(ports.inner?.inputs ?? []),
    ...(ports.inner?.outputs ?? []),
  ]
  const label = candidates.find(({ id }) => id === port.id)?.label ?? port.id
  const start = { node: nodeId, port: port.id }
  const all = portCandidates(store.getState().graph, manifests, { start, side: port.side })
  const toAction = (candidate: PortCandidate) => ({
    id: `${candidate.nodeId} ${candidate.port.id}`,
    label: `${candidate.label}: ${candidate.port.label}`,
    description: candidate.reason === null ? kindOf(candidate.port) : localizeText(candidate.reason),
    icon: candidate.reason === null ? ('link' as const) : ('ban' as const),
    run: () => connect(editor, { start, side: port.side, candidate, label: node.label }),
  })
  const unfitting = all.filter(({ reason }) => reason !== null).slice(0, MAX_UNFITTING)
  const groups = [
    { label: t('keyboard.fits'), actions: all.filter(({ reason }) => reason === null).map(toAction) },
    { label: t('keyboard.fitsNot'), actions: unfitting.map(toAction) },
  ]
  return (
    <CommandDialog
      open
      onOpenChange={close}
      label={t(port.side === 'output' ? 'keyboard.connectFrom' : 'keyboard.connectInto', {
        node: node.label,
        port: label,
      })}
      groups={groups.filter(({ actions }) => actions.length > 0)}
    />
  )
}

interface Choice {
  start: { node: string; port: string }
  side: 'input' | 'output'
  candidate: PortCandidate
  label: string
}

function connect({ actions, ui }: Editor, { start, side, candidate, label }: Choice): void {
  if (candidate.reason !== null) return void toast.warning(localizeText(candidate.reason))
  actions.connect(...endsFrom(start, side, { node: candidate.nodeId, port: candidate.port.id }))
  ui.getState().announce(t('keyboard.connected', { from: label, to: `${candidate.label}: ${candidate.port.label}` }))
}

function kindOf({ kind, list }: Port): string {
  const name = localizeText(nameOfKind(kind))
  return list ? t('canvas.listOf', { kind: name }) : name
}
