import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { Role } from './session'
import { Done, Name } from './shared'

/** Days until data is deleted; null keeps it forever. */
export const Retention = z.strictObject({ days: z.number().int().min(1).max(3_650).nullable() })

const Workspace = z.strictObject({ id: Id, name: z.string() })

export const WorkspaceSummary = Workspace.extend({ role: Role, memberCount: z.number() })
export type WorkspaceSummary = z.infer<typeof WorkspaceSummary>

/** Lists the caller's workspaces. */
export const listWorkspaces = defineContract({
  name: 'workspaces.list',
  method: 'GET',
  path: '/api/studio/workspaces',
  access: 'viewer',
  response: z.strictObject({ workspaces: z.array(WorkspaceSummary) }),
})

/** Creates a workspace owned by the caller, in which their session works from then on. */
export const createWorkspace = defineContract({
  name: 'workspaces.create',
  method: 'POST',
  path: '/api/studio/workspaces',
  access: 'owner',
  body: z.strictObject({ name: Name }),
  response: Workspace,
})

/** Selects the workspace of this session; other sessions of the same person keep theirs. */
export const switchWorkspace = defineContract({
  name: 'workspaces.switch',
  method: 'PUT',
  path: '/api/studio/session/workspace',
  access: 'viewer',
  body: z.strictObject({ id: Id }),
  response: Workspace,
})

export const renameWorkspace = defineContract({
  name: 'workspace.rename',
  method: 'PATCH',
  path: '/api/studio/workspace',
  access: 'owner',
  body: z.strictObject({ name: Name }),
  response: Workspace,
})

/** Returns how long runs, their events and conversations are kept. */
export const getRetention = defineContract({
  name: 'workspace.getRetention',
  method: 'GET',
  path: '/api/studio/workspace/retention',
  access: 'viewer',
  response: Retention,
})

export const setRetention = defineContract({
  name: 'workspace.setRetention',
  method: 'PUT',
  path: '/api/studio/workspace/retention',
  access: 'owner',
  body: Retention,
  response: Retention,
})

/** Deletes a workspace and everything in it; its name must be typed to prevent mistakes. */
export const deleteWorkspace = defineContract({
  name: 'workspace.delete',
  method: 'DELETE',
  path: '/api/studio/workspace',
  access: 'owner',
  body: z.strictObject({ name: z.string().max(120) }),
  response: Done,
})
