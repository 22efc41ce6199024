'use client'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { Icon } from '@/components/ui/icon'
import { IconButton } from '@/components/ui/icon-button'
import { t } from '@/lib/client/messages/t'
import type { GraphIssue } from '@/lib/graph/issue'
import { NodeIcon } from '../flow/nodes/node-icon'
import { NodeStatusBadge } from '../flow/nodes/node-status-badge'
import { useNodeRun } from '../flow/use-node-run'
import { configure, remove } from '../keyboard/node-actions'
import { useEditor, useEditorState, useGraphNode, useUi } from '../state/editor-context'
import { isAlarming } from '../state/is-alarming'
import { nestingOf } from '../state/layout/nesting'
import { accessibleName, sourcesOf } from './accessible-name'
import type { OutlineItem } from './outline-items'

const NO_ISSUES: readonly GraphIssue[] = []
const INDENT = 24

export interface OutlineRowProps {
  item: OutlineItem
  /** The only row in the tab order. */
  isActive: boolean
  onFold: (id: string, isClosed: boolean) => void
}

export function OutlineRow({ item, isActive, onFold }: OutlineRowProps) {
  const editor = useEditor()
  const { manifests, store } = editor
  const node = useGraphNode(item.id)
  const graph = useEditorState((state) => state.graph)
  const nodes = useEditorState((state) => state.nodeById)
  const issues = useEditorState((state) => state.issuesByNode.get(item.id) ?? NO_ISSUES)
  const isSelected = useEditorState((state) => state.selection.includes(item.id))
  const status = useNodeRun(item.id, (run) => run?.status)
  const hasTried = useUi((state) => state.hasTried)
  if (!node) return null
  const manifest = manifests(node.type)
  const sources = sourcesOf(node, { edges: graph.edges, nodes, manifests })
  const nesting = nestingOf(graph, manifests)
  const problems = issues.filter(({ severity }) => severity !== 'hint')
  const isError = problems.some((issue) => isAlarming(issue, hasTried))
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles keys.
    <div
      role="treeitem"
      data-outline-node={item.id}
      tabIndex={isActive ? 0 : -1}
      aria-level={item.level}
      aria-posinset={item.position}
      aria-setsize={item.setSize}
      aria-selected={isSelected}
      aria-expanded={item.hasChildren ? item.isExpanded : undefined}
      onClick={() => store.getState().select([item.id])}
      onFocus={() => !isSelected && store.getState().select([item.id])}
      style={{ paddingLeft: 8 + (item.level - 1) * INDENT }}
      className={cn(
        'group relative flex min-h-11 cursor-pointer items-center gap-2.5 rounded-md pr-2 hover:bg-hover focus-visible:outline-2 focus-visible:outline-focus focus-visible:outline-offset-[-2px]',
        isSelected && 'bg-pressed/70',
        node.disabled && 'opacity-60',
      )}
    >
      <span className="sr-only">
        {accessibleName(node, { edges: graph.edges, nodes, manifests, nesting, issues, status })}
      </span>
      {/* The accessible name contains all of this. The buttons are for pointer users. */}
      <span aria-hidden className="contents">
        <FoldMark item={item} onFold={onFold} />
        <NodeIcon manifest={manifest} size="sm" />
        <span className="min-w-0 flex-1 py-1">
          <span className="block truncate text-sm">
            <span className="font-medium">{node.label}</span>
            {manifest && manifest.label !== node.label ? (
              <span className="ml-2 text-muted text-xs">{manifest.label}</span>
            ) : null}
          </span>
          {sources.length > 0 ? (
            <span className="block truncate text-muted text-xs">← {sources.join(', ')}</span>
          ) : null}
        </span>
        {problems.length > 0 ? (
          <Badge tone={isError ? 'danger' : 'warning'}>{t('canvas.problemCount', { count: problems.length })}</Badge>
        ) : null}
        <NodeStatusBadge nodeId={item.id} />
        <span className="hidden gap-0.5 md:group-hover:flex md:group-focus-within:flex">
          <IconButton
            icon="settings"
            size="sm"
            tabIndex={-1}
            label={t('keyboard.configure')}
            onClick={() => configure(editor, item.id)}
          />
          <IconButton
            icon="link"
            size="sm"
            tabIndex={-1}
            label={t('keyboard.connect')}
            onClick={() => editor.ui.getState().set({ connecting: { node: item.id } })}
          />
          <IconButton
            icon="trash"
            size="sm"
            tabIndex={-1}
            label={t('common.delete')}
            onClick={() => remove(editor, item.id)}
          />
        </span>
      </span>
    </div>
  )
}

/** A button for pointer users only. Keyboard users fold rows with the keys of the tree. */
function FoldMark({ item, onFold }: Pick<OutlineRowProps, 'item' | 'onFold'>) {
  if (!item.hasChildren) return <span className="w-4" />
  return (
    <span
      aria-hidden
      className="flex w-4 justify-center text-muted"
      onClick={(event) => {
        event.stopPropagation()
        onFold(item.id, item.isExpanded)
      }}
    >
      <Icon name={item.isExpanded ? 'chevron-down' : 'chevron-right'} size={14} />
    </span>
  )
}
