import 'server-only'
import type { listTemplates as listTemplatesContract } from '@/lib/contracts/apps'
import { templates } from '@/lib/templates/templates'
import { requireRole, type Verb } from '../context'

export const listTemplates: Verb<typeof listTemplatesContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  return { templates: [...templates] }
}
