import 'server-only'
import type { PublicKey, PublishedApp } from '@/lib/runs/public-backend-types'

/** What one MCP request may see. */
export interface McpScope {
  key: PublicKey
  apps(): Promise<PublishedApp[]>
  /** Counts a call of the app. @throws AppError RATE_LIMITED */
  spend(app: PublishedApp): Promise<void>
}

/** Names of tools and prompts take no `@`. */
export const toolName = ({ slug }: Pick<PublishedApp, 'slug'>): string => slug.replaceAll('@', '.')
