import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import type { NodeState } from '@/lib/engine/run-state'
import { NodeTrace } from './node-trace'

/** Everything that one node got, did and gave, on the run's page. */
export function TraceDetail({ node, label, runId }: { node: NodeState; label: string; runId: string }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle className="min-w-0 truncate">{label}</CardTitle>
      </CardHeader>
      <CardContent>
        <NodeTrace state={node} runId={runId} />
      </CardContent>
    </Card>
  )
}
