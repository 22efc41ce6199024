import 'server-only'
import type { System } from '@/lib/services/system'
import { fillApp, fillAutomations, fillReleases, fillRun } from './rows/app-rows'
import { fillDataset, fillEvaluation, fillKnowledge } from './rows/knowledge-rows'
import { fillModels, fillTraining } from './rows/model-rows'
import { fillKeys, fillOAuthClient, fillPeople, fillProtection } from './rows/people-rows'
import { newRows, type WorkspaceRows } from './rows/workspace-rows'

/** In order of dependencies. */
const PARTS = [
  ...[fillApp, fillReleases, fillAutomations, fillRun, fillProtection],
  ...[fillKnowledge, fillModels, fillKeys, fillDataset, fillEvaluation, fillPeople, fillOAuthClient, fillTraining],
]

/** Creates one row of everything that has an id. */
export async function fillWorkspace({ db, keyring }: System, workspaceId: string): Promise<WorkspaceRows> {
  const id = newRows()
  for (const fill of PARTS) await fill({ db, keyring, workspaceId, id })
  return id
}
