import type { SessionView } from '@/lib/contracts/session'
import { switchWorkspace } from '@/lib/contracts/workspaces'
import { request } from '../http/request'
import { signedOut } from './signed-out'

/** Handles a new sign-in, here or in another tab, after the session expired on an open page. */
export async function resumeSession(last: SessionView, now: SessionView): Promise<void> {
  // Another user must not continue with this user's data.
  if (now.user.id !== last.user.id) return window.location.assign('/apps')
  // A new session starts in the user's first workspace, so the page switches back to its own.
  if (now.workspace.id !== last.workspace.id)
    await request(switchWorkspace, { body: { id: last.workspace.id } }).catch(noMember)
  signedOut.note(true)
}

/** If the user is no longer a member, AccessGuard shows a message. */
const noMember = () => undefined
