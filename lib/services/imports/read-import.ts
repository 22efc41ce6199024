import 'server-only'
import type { readImport as readImportContract } from '@/lib/contracts/imports'
import { readApps } from '@/lib/import/read-apps'
import { requireRole, type Verb } from '../context'

export const readImport: Verb<typeof readImportContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  const apps = readApps(body)
  return { apps: apps.map(({ file: { app, graph }, report }) => ({ app, graph, report })) }
}
