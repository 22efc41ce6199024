'use client'
import Link from 'next/link'
import { Icon } from '@/components/ui/icon'
import { Spinner } from '@/components/ui/spinner'
import { localizeText } from '@/lib/client/messages/localize-text'
import { t } from '@/lib/client/messages/t'
import type { Graph } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'

export interface PublishChecksProps {
  appId: string
  graph: Graph
  issues: readonly GraphIssue[] | null
  onShow: () => void
}

/** Further problems are shown only on the canvas. */
const SHOWN = 4

/** The problems and warnings of the draft, as on the canvas. Advice is left out. */
export function PublishChecks({ appId, graph, issues, onShow }: PublishChecksProps) {
  if (issues === null)
    return (
      <Line>
        <Spinner size={14} />
        {t('publish.checksRunning')}
      </Line>
    )
  const found = issues.filter(({ severity }) => severity !== 'hint')
  const errors = found.filter(({ severity }) => severity === 'error').length
  if (found.length === 0)
    return (
      <Line>
        <Icon name="circle-check" size={15} className="text-success" />
        {t('publish.checksPassed')}
      </Line>
    )
  return (
    <section className="rounded-lg border bg-surface">
      <h3 className="flex items-center gap-2 border-b px-4 py-2.5 font-medium text-sm">
        <Icon name="alert-triangle" size={15} className={errors > 0 ? 'text-danger' : 'text-warning'} />
        <span className="flex-1">
          {errors > 0
            ? t('publish.checksFailed', { count: errors })
            : t('publish.checksWarned', { count: found.length })}
        </span>
        <Link
          href={`/apps/${appId}`}
          onClick={onShow}
          className="font-normal text-accent text-xs underline underline-offset-2"
        >
          {t('publish.checksShow')}
        </Link>
      </h3>
      <ul className="flex flex-col gap-1.5 px-4 py-3 text-sm">
        {found.slice(0, SHOWN).map((issue) => (
          <li key={`${issue.code} ${issue.nodeId} ${issue.edgeId} ${issue.path}`} className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 break-words">{localizeText(issue)}</span>
            <span className="max-w-40 shrink-0 truncate text-muted text-xs">
              {graph.nodes.find(({ id }) => id === issue.nodeId)?.label}
            </span>
          </li>
        ))}
        {found.length > SHOWN ? (
          <li className="text-muted text-xs">{t('publish.checksMore', { count: found.length - SHOWN })}</li>
        ) : null}
      </ul>
    </section>
  )
}

function Line({ children }: { children: React.ReactNode }) {
  return <p className="flex items-center gap-2 rounded-lg border bg-surface px-4 py-2.5 text-sm">{children}</p>
}
