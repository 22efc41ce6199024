'use client'
import { Panel } from '@xyflow/react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { Icon } from '@/components/ui/icon'
import { useLocale } from '@/lib/client/locale/locale-provider'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listApps } from '@/lib/contracts/apps'
import { useEditor, useEditorState } from '../state/editor-context'
import { nestingOf } from '../state/layout/nesting'
import { appAddress, readTrail } from './app-trail'

/** Breadcrumb of the apps and containers around the selection. Each entry navigates back. */
export function Trail() {
  useLocale()
  const appIds = readTrail(useSearchParams().toString())
  const { manifests } = useEditor()
  // A string, so that subscribers update only when the path changes.
  const joinedIds = useEditorState(({ graph, selection }) =>
    containersAround(selection[0], nestingOf(graph, manifests)),
  )
  const containers = joinedIds === '' ? [] : joinedIds.split(' ')
  if (appIds.length === 0 && containers.length === 0) return null
  return (
    <Panel position="top-left">
      <nav
        aria-label={t('canvasEditing.trail')}
        className="flex max-w-[60vw] items-center gap-1 overflow-hidden rounded-md border bg-surface px-2 py-1 text-muted text-xs shadow-sm"
      >
        {appIds.length > 0 ? <AppLinks appIds={appIds} /> : null}
        {containers.map((id, index) => (
          <ContainerButton key={id} id={id} isFirst={index === 0 && appIds.length === 0} />
        ))}
      </nav>
    </Panel>
  )
}

function containersAround(id: string | undefined, { parentOf }: ReturnType<typeof nestingOf>): string {
  const ids: string[] = []
  for (let at = id === undefined ? undefined : parentOf(id); at !== undefined; at = parentOf(at)) ids.unshift(at)
  return ids.join(' ')
}

function AppLinks({ appIds }: { appIds: readonly string[] }) {
  const { appId } = useEditor()
  const apps = useContractQuery(listApps, {}).data?.apps ?? []
  const nameOf = (id: string) => apps.find((app) => app.id === id)?.name ?? t('canvasEditing.unknownApp')
  return (
    <>
      {appIds.map((id, index) => (
        <Link
          key={id}
          href={appAddress(id, appIds.slice(0, index))}
          className="truncate rounded-sm px-1 hover:text-ink"
        >
          {nameOf(id)}
          <span aria-hidden> ›</span>
        </Link>
      ))}
      <span className="truncate px-1 text-ink" aria-current="page">
        {nameOf(appId)}
      </span>
    </>
  )
}

function ContainerButton({ id, isFirst }: { id: string; isFirst: boolean }) {
  const { store } = useEditor()
  const label = useEditorState(({ nodeById }) => nodeById.get(id)?.label ?? '')
  return (
    <>
      {isFirst ? null : <Icon name="chevron-right" size={12} />}
      <button
        type="button"
        className="truncate rounded-sm px-1 hover:text-ink"
        onClick={() => store.getState().select([id])}
      >
        {label}
      </button>
    </>
  )
}
