import type { SessionView } from '@/lib/contracts/session'
import { switchWorkspace } from '@/lib/contracts/workspaces'
import { request } from '../http/request'
import { signedOut } from './signed-out'

/** Somebody has signed in again, here or in another tab, where a session had ended under an open page. */
export async function comeBack(last: SessionView, now: SessionView): Promise<void> {
  // Somebody else must not go on with what this one had in hand.
  if (now.user.id !== last.user.id) return window.location.assign('/apps')
  // A new session works in the first workspace of the person; the page is of the one where the last session worked.
  if (now.workspace.id !== last.workspace.id)
    await request(switchWorkspace, { body: { id: last.workspace.id } }).catch(noMember)
  signedOut.note(true)
}

/** AccessGuard says so. */
const noMember = () => undefined
