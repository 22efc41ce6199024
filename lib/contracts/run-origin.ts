import { z } from 'zod'

/** Origin of a run. */
export const RUN_ORIGINS = [
  'studio',
  'api',
  'openai',
  'mcp',
  'flowise',
  'dify',
  'page',
  'widget',
  'app',
  'schedule',
  'webhook',
  'batch',
  'shadow',
  'evaluation',
  'channel',
  'failure',
] as const
export const RunOrigin = z.enum(RUN_ORIGINS)
