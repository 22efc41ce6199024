'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { SearchInput } from '@/components/ui/search-input'
import { ShowMore } from '@/components/ui/show-more'
import { SkeletonRows } from '@/components/ui/skeleton'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import type { ResponseOf } from '@/lib/contracts/contract'
import { type RegistryServer, searchMcpRegistry } from '@/lib/contracts/integrations/mcp-registry'
import type { AppError } from '@/lib/core/app-error'
import { RegistryForm } from './registry-form'

/** Finds a server in the operator's registry, and adds it with the values that it needs. */
export function RegistryDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const [search, setSearch] = useState('')
  const [selected, setSelected] = useState<RegistryServer | null>(null)
  if (selected) return <RegistryForm server={selected} onBack={() => setSelected(null)} />
  function submit(event: FormEvent) {
    event.preventDefault()
    setSearch(text.trim())
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent size="lg" title={t('mcpServers.registryTitle')} description={t('mcpServers.registryText')}>
        <div className="flex flex-col gap-4">
          <form onSubmit={submit} className="flex gap-2">
            <SearchInput
              className="min-w-0 flex-1"
              value={text}
              onValueChange={setText}
              label={t('mcpServers.registrySearch')}
              autoFocus
            />
            <Button type="submit" icon="search">
              {t('mcpServers.registryFind')}
            </Button>
          </form>
          <Results search={search} onSelect={setSelected} />
        </div>
      </DialogContent>
    </Dialog>
  )
}

function Results({ search, onSelect }: { search: string; onSelect: (server: RegistryServer) => void }) {
  const list = useRegistry(search)
  if (list.isPending) return <SkeletonRows count={4} />
  if (list.error) return <FormError error={list.error} />
  const servers = list.data.pages.flatMap((page) => page.servers)
  if (servers.length === 0) return <p className="text-muted text-sm">{t('mcpServers.registryEmpty')}</p>
  return (
    <ul className="flex max-h-[50dvh] flex-col gap-2 overflow-y-auto" aria-label={t('mcpServers.registryResults')}>
      {servers.map((server) => (
        <li key={`${server.name} ${server.version}`}>
          <ServerRow server={server} onSelect={() => onSelect(server)} />
        </li>
      ))}
      <li>
        <ShowMore list={list} className="mx-auto flex" />
      </li>
    </ul>
  )
}

function useRegistry(search: string) {
  return useInfiniteQuery<ResponseOf<typeof searchMcpRegistry>, AppError>({
    queryKey: [searchMcpRegistry.name, search],
    queryFn: ({ pageParam, signal }) =>
      request(searchMcpRegistry, {
        query: { search, ...(typeof pageParam === 'string' ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
  })
}

function ServerRow({ server, onSelect }: { server: RegistryServer; onSelect: () => void }) {
  const { name, title, description, version, remotes } = server
  return (
    <div className="flex items-start gap-3 rounded-lg border bg-surface p-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="break-words font-medium text-sm">{title}</span>
          <Badge tone="neutral">{version}</Badge>
        </p>
        {name === title ? null : <p className="break-all font-mono text-faint text-xs">{name}</p>}
        <p className="mt-1 line-clamp-3 break-words text-muted text-sm">{description}</p>
      </div>
      {remotes.length > 0 ? (
        <Button size="sm" onClick={onSelect} aria-label={t('mcpServers.registryAddNamed', { name: title })}>
          {t('mcpServers.registryAdd')}
        </Button>
      ) : (
        <span className="max-w-32 text-faint text-xs">{t('mcpServers.registryNoAddress')}</span>
      )}
    </div>
  )
}
