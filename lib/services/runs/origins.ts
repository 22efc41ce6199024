import 'server-only'
import type { RunRow } from './run-row'

/** Origins of runs started from outside. */
export const PUBLIC_ORIGINS = [
  'api',
  'openai',
  'mcp',
  'flowise',
  'dify',
  'page',
  'widget',
  'webhook',
  'channel',
] as const satisfies readonly RunRow['origin'][]

/** Runs ended by a stop of public traffic: a shadow run mirrors one, and costs as much. */
export const STOPPED_ORIGINS = [...PUBLIC_ORIGINS, 'shadow'] as const satisfies readonly RunRow['origin'][]

export const isStopped = (run: Pick<RunRow, 'origin' | 'endUser'>): boolean =>
  run.origin === 'shadow' || isPublicRun(run)

/** A batch is public when a visitor of the app's page has started it. */
export const isPublicRun = ({ origin, endUser }: Pick<RunRow, 'origin' | 'endUser'>): boolean =>
  PUBLIC_ORIGINS.some((candidate) => candidate === origin) || (origin === 'batch' && endUser !== null)
