'use client'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { localizeText } from '@/lib/client/messages/localize-text'
import { t } from '@/lib/client/messages/t'
import type { GraphIssue } from '@/lib/graph/issue'
import { NodeIcon } from '../flow/nodes/node-icon'
import { useEditor, useEditorState } from '../state/editor-context'
import { useShowIssue } from '../use-show-issue'
import { issueKey } from '../validation/issue-key'
import { severityLook } from './severity-look'

/** Lists all issues and linter advice. Selecting one shows the node or field that it concerns; some offer a fix. */
export function ProblemsPanel() {
  const issues = useEditorState((state) => state.issues)
  const isChecked = useEditorState((state) => state.isChecked)
  if (!isChecked)
    return <EmptyState compact icon="search" title={t('canvas.checking')} text={t('canvas.checkingText')} />
  if (issues.length === 0) {
    return <EmptyState compact icon="circle-check" title={t('canvas.noProblems')} text={t('canvas.noProblemsText')} />
  }
  return (
    <ul className="@container min-h-0 flex-1 overflow-y-auto p-2">
      {issues.map((issue) => (
        <li key={issueKey(issue)}>
          <ProblemRow issue={issue} />
        </li>
      ))}
    </ul>
  )
}

function ProblemRow({ issue }: { issue: GraphIssue }) {
  const { actions, manifests } = useEditor()
  const show = useShowIssue()
  const node = useEditorState(({ nodeById }) => (issue.nodeId === undefined ? undefined : nodeById.get(issue.nodeId)))
  const { icon, label, tone } = severityLook(issue.severity)
  const { fix } = issue
  return (
    <div className="flex items-center gap-2 rounded-md pr-2 hover:bg-hover">
      <button
        type="button"
        onClick={() => show(issue)}
        className="flex min-h-9 min-w-0 flex-1 items-center gap-3 rounded-md px-2 py-1 text-left text-sm"
      >
        <Icon name={icon} size={15} label={label} className={tone} />
        <span className="min-w-0 flex-1">{localizeText(issue)}</span>
        {node ? (
          <span className="flex max-w-48 items-center gap-1.5 text-muted text-xs @max-lg:hidden">
            <NodeIcon manifest={manifests(node.type)} size="sm" />
            <span className="truncate">{node.label}</span>
          </span>
        ) : null}
      </button>
      {fix ? (
        <Button size="sm" onClick={() => actions.applyFix(fix.change)}>
          {localizeText(fix.label)}
        </Button>
      ) : null}
    </div>
  )
}
