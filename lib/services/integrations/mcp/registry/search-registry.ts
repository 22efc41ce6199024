import 'server-only'
import type { searchMcpRegistry as contract, RegistryServer } from '@/lib/contracts/integrations/mcp-registry'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { BriefCache } from '@/lib/platform/brief-cache'
import { env } from '@/lib/platform/env'
import { singleton } from '@/lib/platform/singleton'
import { requireRole, type ServiceContext, type Verb } from '../../../context'
import { readModelPolicy } from '../../../governance/model-policy'
import { workspaceEgress } from '../../../governance/workspace-egress'
import { type ReadRemote, readRemote } from './registry-remote'
import { RegistryPage, remotesOf } from './registry-wire'

const CACHED_MS = 3_600_000
const LONGEST_MS = 15_000
const PAGE_SIZE = 30

export interface FoundServer extends RegistryServer {
  remotes: ReadRemote[]
}

interface FoundPage {
  servers: FoundServer[]
  nextCursor: string | null
}

export const searchMcpRegistry: Verb<typeof contract> = async ({ ctx, query, signal }) => {
  requireRole(ctx, 'editor')
  const { servers, nextCursor } = await readRegistry(ctx, { ...query, signal })
  const shownServers = servers.map(({ remotes, ...server }) => ({
    ...server,
    remotes: remotes.map(({ url, fields }) => ({ url, fields })),
  }))
  return { servers: shownServers, nextCursor }
}

const pages = () => singleton('mcp-registry-pages', () => new BriefCache<FoundPage>(CACHED_MS))

/** @throws NOT_FOUND without a registry, FORBIDDEN in private mode */
export async function readRegistry(
  ctx: ServiceContext,
  { search, cursor, signal }: { search: string; cursor?: string | undefined; signal: AbortSignal },
): Promise<FoundPage> {
  const { mcpRegistry } = env()
  if (mcpRegistry === null) throw new AppError('NOT_FOUND', problem('mcp.registryOff'))
  // A search would reveal to the registry what this workspace plans to use.
  if ((await readModelPolicy(ctx.db, ctx.workspace.id)).privateMode)
    throw new AppError('FORBIDDEN', problem('mcp.registryPrivate'))
  const url = new URL(`${mcpRegistry}/v0.1/servers`)
  url.searchParams.set('version', 'latest')
  url.searchParams.set('limit', String(PAGE_SIZE))
  if (search !== '') url.searchParams.set('search', search)
  if (cursor !== undefined) url.searchParams.set('cursor', cursor)
  return pages().get(url.href, () => fetchPage(ctx, url, signal))
}

async function fetchPage(ctx: ServiceContext, url: URL, signal: AbortSignal): Promise<FoundPage> {
  const response = await workspaceEgress(ctx.db, ctx.workspace.id)(url.href, {
    signal,
    headers: { accept: 'application/json' },
    limits: { totalMs: LONGEST_MS },
  })
  const failed = (reason: string, cause?: unknown) =>
    new AppError('TOOL_FAILED', problem('mcp.registryFailed', { host: url.host, reason }), { cause })
  if (!response.ok) {
    await response.body?.cancel()
    throw failed(`status ${response.status}`)
  }
  const parsed = RegistryPage.safeParse(await response.json().catch(() => null))
  if (!parsed.success) throw failed('unknown format', parsed.error)
  const { servers, metadata } = parsed.data
  return { servers: servers.map(({ server }) => toServer(server)), nextCursor: metadata.nextCursor ?? null }
}

function toServer({
  name,
  title,
  description,
  version,
  websiteUrl,
  remotes,
}: RegistryPage['servers'][number]['server']) {
  const isPage = websiteUrl !== undefined && /^https?:\/\//i.test(websiteUrl)
  return {
    name,
    title: title ?? name,
    description,
    version,
    website: isPage ? websiteUrl : null,
    remotes: remotesOf(remotes).flatMap((remote) => readRemote(remote) ?? []),
  }
}
