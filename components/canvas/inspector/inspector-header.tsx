'use client'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import type { GraphNode } from '@/lib/graph/graph'
import type { NodeManifest } from '@/lib/graph/manifest'
import { NodeIcon } from '../flow/nodes/node-icon'
import { useEditor } from '../state/editor-context'
import { useRightPanels } from '../use-right-panels'

export function InspectorHeader({ node, manifest }: { node: GraphNode; manifest: NodeManifest | undefined }) {
  const { actions, ui } = useEditor()
  const { canSwitch } = useRightPanels()
  return (
    <header className="flex items-start gap-3 px-4 pt-4 pb-3">
      <NodeIcon manifest={manifest} color={node.color} />
      <div className="min-w-0 flex-1">
        <input
          aria-label={t('canvas.nodeName')}
          value={node.label}
          maxLength={200}
          readOnly={node.locked ?? false}
          onChange={(event) => actions.setLabel(node.id, event.target.value)}
          className="-ml-1.5 w-full rounded-sm bg-transparent px-1.5 font-semibold text-base hover:bg-hover focus:bg-sunken"
        />
        <p className="text-muted text-xs">{manifest?.description ?? t('canvas.unknownType', { type: node.type })}</p>
      </div>
      {canSwitch ? (
        <IconButton
          icon="message-square"
          size="sm"
          label={t('canvas.openRun')}
          onClick={() => ui.getState().set({ rightPanel: 'dock' })}
        />
      ) : null}
      {manifest ? (
        <a
          href={`/help/nodes/${node.type}`}
          target="_blank"
          rel="noopener"
          title={t('help.nodeHelp')}
          aria-label={t('help.nodeHelp')}
          className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-faint hover:bg-hover hover:text-ink"
        >
          <Icon name="circle-help" size={15} />
        </a>
      ) : null}
    </header>
  )
}
