'use client'
import { useMemo } from 'react'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getVersion } from '@/lib/contracts/versions'
import { diffGraphs, type GraphDiff } from '@/lib/graph/diff/diff'
import { migrateGraph } from '@/lib/graph/format/migrate-graph'
import type { Graph } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'

export interface Comparison {
  /** Null until it is loaded, or if there is nothing to compare with. */
  diff: GraphDiff | null
  error: Error | null
  retry: () => void
}

/** Stored graphs keep the versions of their nodes: a newer node type alone is not a change of the app. */
const current = (stored: Graph) => migrateGraph(stored, manifestOf)

/** The draft compared with a version. @param versionId undefined if there is no version to compare with */
export function useComparison(appId: string, graph: Graph, versionId: string | undefined): Comparison {
  const version = useContractQuery(getVersion, {
    params: { appId, versionId: versionId ?? '' },
    enabled: versionId !== undefined,
  })
  const before = versionId === undefined ? undefined : version.data?.graph
  const diff = useMemo(() => (before ? diffGraphs(current(before), current(graph)) : null), [before, graph])
  return { diff, error: version.error, retry: () => void version.refetch() }
}
