import { AllowAddress } from '@/components/addresses/allow-address'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { localizeProblem } from '@/lib/client/messages/localize-problem'
import { t } from '@/lib/client/messages/t'
import type { NodeState, RunState } from '@/lib/engine/state/run-state'
import { isToolListing } from '@/lib/engine/tools/tool-listing'

/** Nodes, such as MCP tools, that could not list their tools; the agent ran without them. */
export function missingTools({ nodes }: Pick<RunState, 'nodes'>): NodeState[] {
  return Object.values(nodes).filter(({ path, status }) => status === 'failed' && isToolListing(path))
}

interface MissingToolsProps {
  run: Pick<RunState, 'nodes'>
  labelOf: (nodeId: string) => string
  onShowNode?: (nodeId: string) => void
  /** Reruns once the address of a blocked MCP server is allowed. */
  onRunAgain?: (() => void) | null
}

export function MissingTools({ run, labelOf, onShowNode, onRunAgain }: MissingToolsProps) {
  return missingTools(run).map(({ path, nodeId, error }) => (
    <div
      key={path.join('/')}
      role="alert"
      className="mt-2 flex items-start gap-2.5 rounded-lg bg-warning-soft px-3 py-2.5"
    >
      <Icon name="alert-triangle" size={15} className="mt-0.5 shrink-0 text-warning" />
      <div className="min-w-0 flex-1 text-sm">
        <p className="break-words text-warning">{t('runs.toolsMissing', { node: labelOf(nodeId) })}</p>
        {error ? <p className="mt-0.5 break-words text-muted">{localizeProblem(error)}</p> : null}
        <div className="mt-2 flex flex-wrap gap-2 empty:hidden">
          {onRunAgain ? <AllowAddress address={error?.localAddress} onAllowed={onRunAgain} /> : null}
          {onShowNode ? (
            <Button size="sm" icon="search" onClick={() => onShowNode(nodeId)}>
              {t('runPanel.showNode')}
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  ))
}
