import 'server-only'
import type { Viewer } from '@/lib/core/knowledge/document-access'
import { memberViewer } from '@/lib/core/knowledge/document-access'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { endUserOf, namedBy, viewerOf } from '../shared/access/end-user'
import { type McpCaller, memberName } from './authorize-mcp'

/** Access of one MCP request. */
export interface McpScope extends McpCaller {
  apps(): Promise<PublishedApp[]>
  /** Counts a call of the app. @throws AppError RATE_LIMITED */
  spend(app: PublishedApp): Promise<void>
}

/** Names of tools and prompts must not contain `@`. */
export const toolName = ({ slug }: Pick<PublishedApp, 'slug'>): string => slug.replaceAll('@', '.')

/**
 * The end user of a call: the authorizing member, or the one named in the headers with a key.
 * @throws AppError INVALID_INPUT
 */
export function calledFor({ member }: McpCaller, request: Request): { endUser?: string; groups?: string[] } {
  return member ? { endUser: memberName(member) } : namedBy(request, endUserOf(request))
}

/** Determines which documents the call may read. @throws AppError INVALID_INPUT */
export function viewerFor({ member }: McpCaller, request: Request): Viewer {
  return member ? memberViewer(member) : viewerOf(request)
}
