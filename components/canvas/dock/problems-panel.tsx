'use client'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import type { GraphIssue } from '@/lib/graph/issue'
import { NodeIcon } from '../flow/node-icon'
import { useEditor, useEditorState } from '../state/editor-context'
import { useFocusNode } from '../use-focus-node'

/** All problems of the drawing, errors first; a click goes to the place. */
export function ProblemsPanel() {
  const issues = useEditorState((state) => state.issues)
  if (issues.length === 0) {
    return <EmptyState compact icon="circle-check" title={t('canvas.noProblems')} text={t('canvas.noProblemsText')} />
  }
  return (
    <ul className="min-h-0 flex-1 overflow-y-auto p-2">
      {issues.map((issue) => (
        <li key={`${issue.code} ${issue.nodeId} ${issue.edgeId} ${issue.path} ${issue.message}`}>
          <ProblemRow issue={issue} />
        </li>
      ))}
    </ul>
  )
}

function ProblemRow({ issue }: { issue: GraphIssue }) {
  const { store, manifests } = useEditor()
  const focusNode = useFocusNode()
  const node = useEditorState(({ nodeById }) => (issue.nodeId === undefined ? undefined : nodeById.get(issue.nodeId)))
  function show() {
    if (issue.nodeId !== undefined) focusNode(issue.nodeId, 'settings', issue.path)
    else if (issue.edgeId !== undefined) store.getState().select([], [issue.edgeId])
  }
  return (
    <button
      type="button"
      onClick={show}
      className="flex min-h-9 w-full items-center gap-3 rounded-md px-2 py-1 text-left text-sm hover:bg-hover"
    >
      <Icon
        name="alert-triangle"
        size={15}
        label={t(issue.severity === 'error' ? 'canvas.error' : 'canvas.warning')}
        className={issue.severity === 'error' ? 'text-danger' : 'text-warning'}
      />
      <span className="min-w-0 flex-1">{issue.message}</span>
      {node ? (
        <span className="flex max-w-48 items-center gap-1.5 text-muted text-xs">
          <NodeIcon manifest={manifests(node.type)} size="sm" />
          <span className="truncate">{node.label}</span>
        </span>
      ) : null}
    </button>
  )
}
