import { z } from 'zod'
import { schemaError } from '@/lib/messages/problems/schema-error'

/**
 * An entry of a document's access list: an end user or a group signed by the customer's backend, a
 * member by id or email, or a role.
 */
const AccessEntry = z
  .string()
  .trim()
  .max(200)
  .regex(/^(user|group|member|role):\S(.*\S)?$/u, schemaError('forms.accessEntry'))

/** Lower-cases email addresses and removes duplicates. */
export const normalizeAccess = (access: DocumentAccess): DocumentAccess =>
  access && [...new Set(access.map((entry) => (entry.startsWith('member:') ? entry.toLowerCase() : entry)))]

/** Who may see a document: null for everyone who may use the app, an empty list for only those who manage documents. */
export const DocumentAccess = z.array(AccessEntry).max(200).nullable()
export type DocumentAccess = z.infer<typeof DocumentAccess>

/** Identities of the viewer. `null` manages the documents and sees all; an empty list sees only public ones. */
export type Viewer = readonly string[] | null

export const EVERYONE: Viewer = []

/** @param userId as named by the customer's backend, without a prefix @param groups likewise */
export function endUserViewer(userId: string, groups: readonly string[] = []): Viewer {
  return [`user:${userId}`, ...groups.map((group) => `group:${group}`)]
}

export interface MemberIdentity {
  userId: string
  email: string
  /** Members who join by an open link choose an address, so it grants access only once it is confirmed. */
  isEmailConfirmed: boolean
  role: string
}

/**
 * Editors and owners manage documents. All others see public documents, and those whose access list names
 * them or their role.
 */
export function memberViewer({ userId, email, isEmailConfirmed, role }: MemberIdentity): Viewer {
  if (role === 'owner' || role === 'editor') return null
  const address = isEmailConfirmed ? [`member:${email.toLowerCase()}`] : []
  return [`member:${userId}`, ...address, `role:${role}`]
}
