import 'server-only'
import type { RunRow } from './insert-run'

/** How strangers and their programs start runs. */
export const PUBLIC_ORIGINS = [
  'api',
  'openai',
  'mcp',
  'flowise',
  'dify',
  'page',
  'widget',
  'webhook',
] as const satisfies readonly RunRow['origin'][]

/** A batch is a stranger's when a visitor of the app's page has started it. */
export const isPublicRun = ({ origin, endUser }: Pick<RunRow, 'origin' | 'endUser'>): boolean =>
  PUBLIC_ORIGINS.some((known) => known === origin) || (origin === 'batch' && endUser !== null)
