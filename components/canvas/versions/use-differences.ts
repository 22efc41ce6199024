'use client'
import { useDeferredValue, useMemo, useState } from 'react'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { getVersion, type VersionView } from '@/lib/contracts/versions'
import type { AppError } from '@/lib/core/app-error'
import type { Graph } from '@/lib/graph/graph'
import { useEditor, useEditorState } from '../state/editor-context'
import type { Comparison, Side } from './comparison'
import { type Difference, listChanges } from './list-changes'
import { type MergedGraph, mergeGraphs } from './merge-graphs'

export interface Differences {
  /** Null while there is nothing to compare. */
  comparison: Comparison | null
  merged: MergedGraph | null
  changes: readonly Difference[]
  current: Difference | null
  /** Index in `changes`; -1 if none is selected. */
  at: number
  withMoved: boolean
  error: AppError | null
  retry: () => void
  setWithMoved: (withMoved: boolean) => void
  pick: (key: string | null) => void
  /** Moves to the next (1) or previous (-1) change and wraps around. */
  step: (by: 1 | -1) => void
}

/** Both sides of a comparison and their differences. The selected change is kept in the address. */
export function useDifferences(comparison: Comparison | null, versions: readonly VersionView[]): Differences {
  const { manifests } = useEditor()
  const [key, setKey] = useUrlState('change')
  const [withMoved, setWithMoved] = useState(false)
  const from = useDrawing(comparison?.from ?? null, versions)
  const to = useDrawing(comparison?.to ?? null, versions)
  const merged = useMemo(
    () => (from.graph && to.graph ? mergeGraphs(from.graph, to.graph, manifests) : null),
    [from.graph, to.graph, manifests],
  )
  const changes = useMemo(() => (merged ? listChanges(merged, withMoved) : []), [merged, withMoved])
  const index = changes.findIndex((change) => change.key === key)
  return {
    comparison,
    merged,
    changes,
    at: index,
    withMoved,
    setWithMoved,
    current: changes[index] ?? null,
    error: from.error ?? to.error,
    retry: () => {
      from.retry()
      to.retry()
    },
    pick: (next) => setKey(next ?? ''),
    step: (direction) => {
      if (changes.length === 0) return
      // The URL is newer than the last render if a key is pressed twice.
      const changeInUrl = new URLSearchParams(window.location.search).get('change')
      const now = changes.findIndex((change) => change.key === changeInUrl)
      const first = direction === 1 ? 0 : changes.length - 1
      const next = now === -1 ? first : (now + direction + changes.length) % changes.length
      setKey(changes[next]?.key ?? '')
    },
  }
}

/** Versions are immutable, so a loaded one is cached. */
function useDrawing(side: Side | null, versions: readonly VersionView[]) {
  const { appId } = useEditor()
  const draft = useDeferredValue(useEditorState((state) => state.graph))
  const id = versions.find(({ number }) => number === side)?.id
  const version = useContractQuery(getVersion, {
    params: { appId, versionId: id ?? '' },
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const versionGraph = id === undefined ? undefined : version.data?.graph
  const graph: Graph | undefined = side === 'draft' ? draft : versionGraph
  return {
    graph,
    error: id === undefined ? null : version.error,
    retry: () => {
      if (id !== undefined) void version.refetch()
    },
  }
}
