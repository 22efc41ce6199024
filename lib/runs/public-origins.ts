import 'server-only'
import type { RunRow } from './insert-run'

/** How strangers and their programs start runs. */
export const PUBLIC_ORIGINS = [
  'api',
  'openai',
  'page',
  'widget',
  'webhook',
] as const satisfies readonly RunRow['origin'][]

export const isPublicRun = ({ origin }: Pick<RunRow, 'origin'>): boolean =>
  PUBLIC_ORIGINS.some((known) => known === origin)
