import { t } from '@/lib/client/messages/t'
import type { Role } from '@/lib/contracts/session'

const LABELS = {
  viewer: { name: 'people.roleViewer', text: 'people.roleViewerText' },
  runner: { name: 'people.roleRunner', text: 'people.roleRunnerText' },
  editor: { name: 'people.roleEditor', text: 'people.roleEditorText' },
  owner: { name: 'people.roleOwner', text: 'people.roleOwnerText' },
} as const

export const roleName = (role: Role): string => t(LABELS[role].name)
/** Permissions of the role in one line. */
export const roleText = (role: Role): string => t(LABELS[role].text)
