'use client'
import { useDeferredValue, useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { SearchInput } from '@/components/ui/search-input'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { NodeIcon } from '../flow/nodes/node-icon'
import { useEditor, useEditorState, useUi } from '../state/editor-context'
import { useFocusNode } from '../use-focus-node'
import { type Match, replaceInGraph, searchGraph } from './search-graph'

/** Find and replace in the graph, as one history step. */
export function SearchDialog() {
  const { ui } = useEditor()
  const open = useUi((state) => state.isSearchOpen)
  return (
    <Dialog open={open} onOpenChange={(isSearchOpen) => ui.getState().set({ isSearchOpen })}>
      <DialogContent title={t('canvasSearch.title')} description={t('canvasSearch.hint')} size="lg">
        {open ? <Search onLeave={() => ui.getState().set({ isSearchOpen: false })} /> : null}
      </DialogContent>
    </Dialog>
  )
}

function Search({ onLeave }: { onLeave: () => void }) {
  const { store, manifests } = useEditor()
  const graph = useEditorState((state) => state.graph)
  const focusNode = useFocusNode()
  const [query, setQuery] = useState('')
  const [replacement, setReplacement] = useState('')
  const searchText = useDeferredValue(query)
  const matches = useMemo(() => searchGraph(graph, manifests, searchText), [graph, manifests, searchText])
  const replaceable = matches.filter(({ isReplaceable }) => isReplaceable)
  const places = placesIn(replaceable)
  function replace(targets: readonly Match[]) {
    store.getState().commit(replaceInGraph(store.getState().graph, targets, { query: searchText, replacement }))
    toast.success(t('canvasSearch.replaced', { count: placesIn(targets) }))
  }
  function show({ nodeId, path }: Match) {
    onLeave()
    const [, field] = path.split('.')
    focusNode(nodeId, 'settings', field)
  }
  return (
    <div className="flex min-h-0 flex-col gap-3">
      <SearchInput value={query} onValueChange={setQuery} label={t('canvasSearch.find')} autoFocus />
      <div className="flex gap-2">
        <Input
          value={replacement}
          onChange={(event) => setReplacement(event.target.value)}
          placeholder={t('canvasSearch.replaceBy')}
          aria-label={t('canvasSearch.replaceBy')}
          className="min-w-0 flex-1"
        />
        <Button disabled={places === 0} onClick={() => replace(replaceable)}>
          {t('canvasSearch.replaceAll', { count: places })}
        </Button>
      </div>
      <p role="status" className="text-muted text-xs">
        {searchText === '' ? t('canvasSearch.where') : t('canvasSearch.found', { count: matches.length })}
      </p>
      <ul className="max-h-[45vh] min-h-0 overflow-y-auto">
        {matches.map((match) => (
          <li key={`${match.nodeId} ${match.path}`} className="flex items-center gap-2 border-b py-1 last:border-0">
            <MatchRow match={match} onShow={() => show(match)} />
            {match.isReplaceable ? (
              <Button size="sm" variant="ghost" onClick={() => replace([match])}>
                {t('canvasSearch.replace')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  )
}

const placesIn = (matches: readonly Match[]): number => matches.reduce((sum, { count }) => sum + count, 0)

function MatchRow({ match, onShow }: { match: Match; onShow: () => void }) {
  const { manifests } = useEditor()
  const node = useEditorState(({ nodeById }) => nodeById.get(match.nodeId))
  if (!node) return null
  return (
    <button
      type="button"
      onClick={onShow}
      className="flex min-h-9 min-w-0 flex-1 items-center gap-3 rounded-md px-2 py-1 text-left hover:bg-hover"
    >
      <NodeIcon manifest={manifests(node.type)} size="sm" />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm">
          {match.before}
          <mark className="rounded-sm bg-warning-soft text-ink">{match.hit}</mark>
          {match.after}
        </span>
        <span className="block truncate text-muted text-xs">
          {match.path === 'label' ? node.label : `${node.label} · ${match.path.replace(/^config\./, '')}`}
        </span>
      </span>
    </button>
  )
}
