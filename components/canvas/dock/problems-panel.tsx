'use client'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { Icon } from '@/components/ui/icon'
import { localizeText } from '@/lib/client/messages/localize-text'
import { t } from '@/lib/client/messages/t'
import type { GraphIssue } from '@/lib/graph/issue'
import { NodeIcon } from '../flow/nodes/node-icon'
import { useEditor, useEditorState } from '../state/editor-context'
import { useShowIssue } from '../use-show-issue'
import { FixButton } from '../validation/fix-button'
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
  const { manifests } = useEditor()
  const show = useShowIssue()
  const node = useEditorState(({ nodeById }) => (issue.nodeId === undefined ? undefined : nodeById.get(issue.nodeId)))
  const { icon, label, tone } = severityLook(issue.severity)
  return (
    <div className="flex flex-wrap items-center gap-x-2 rounded-md pr-2 hover:bg-hover">
      <button
        type="button"
        onClick={() => show(issue)}
        className="flex min-h-9 min-w-60 flex-1 items-start gap-3 rounded-md px-2 py-1.5 text-left text-sm"
      >
        <Icon name={icon} size={15} label={label} className={cn('mt-0.5', tone)} />
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          {node ? (
            <span className="flex min-w-0 items-center gap-1.5 text-muted text-xs">
              <NodeIcon manifest={manifests(node.type)} size="sm" />
              <span className="truncate">{node.label}</span>
            </span>
          ) : null}
          <span>{localizeText(issue)}</span>
        </span>
      </button>
      <span className="mb-1.5 ml-9 @lg:my-1.5 @lg:ml-0 empty:hidden">
        <FixButton issue={issue} />
      </span>
    </div>
  )
}
